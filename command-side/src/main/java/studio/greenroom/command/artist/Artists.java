package studio.greenroom.command.artist;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.springframework.stereotype.Component;
import studio.greenroom.command.eventstore.Dispatch;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;

/** Looks artists up for decisions on other aggregates: as they are in the store, not in a read model. */
@Component
public class Artists {

    private final CommandBus bus;

    Artists(CommandBus bus) {
        this.bus = bus;
    }

    /** Fails with NOT_FOUND when it is absent or another owner's, with ARTIST_DELETED when it is deleted. */
    public CompletableFuture<ArtistAt> present(String owner, String artistId) {
        CompletableFuture<ArtistAt> artist = new CompletableFuture<>();
        if (!Ids.isId(Ids.ARTIST, artistId)) {
            artist.completeExceptionally(Problem.notFound());
            return artist;
        }
        Dispatch dispatch = new Dispatch(Cause.asked(owner, "look", "look"), null, null);
        try {
            bus.<Command, Object>dispatch(dispatch.message(new LookAtArtist(artistId)), (message, result) -> {
                if (result.isExceptional()) {
                    artist.completeExceptionally(
                            result.exceptionResult() instanceof AggregateNotFoundException
                                    ? Problem.notFound()
                                    : result.exceptionResult());
                } else {
                    complete(artist, (ArtistAt) result.getPayload());
                }
            });
        } catch (RejectedExecutionException e) {
            artist.completeExceptionally(Problem.overloaded());
        }
        return artist;
    }

    private static void complete(CompletableFuture<ArtistAt> artist, ArtistAt found) {
        try {
            ArtistDecisions.requirePresent(found.state());
            artist.complete(found);
        } catch (Problem deleted) {
            artist.completeExceptionally(deleted);
        }
    }
}
