package studio.greenroom.command.artist;

import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import studio.greenroom.command.gateway.Looks;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;

/** Looks artists up for decisions on other aggregates. */
@Component
public class Artists {

    private final Looks looks;

    Artists(Looks looks) {
        this.looks = looks;
    }

    /** Fails with NOT_FOUND when it is absent or another owner's, with ARTIST_DELETED when it is deleted. */
    public CompletableFuture<ArtistAt> present(String owner, String artistId) {
        return !Ids.isId(Ids.ARTIST, artistId)
                ? CompletableFuture.failedFuture(Problem.notFound())
                : looks.at(owner, new LookAtArtist(artistId), ArtistAt.class).thenApply(found -> {
                    ArtistDecisions.requirePresent(found.state());
                    return found;
                });
    }
}
