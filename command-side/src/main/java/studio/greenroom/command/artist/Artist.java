package studio.greenroom.command.artist;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import studio.greenroom.command.gateway.Aggregate;
import studio.greenroom.kernel.artist.ArtistCommand;
import studio.greenroom.kernel.artist.ArtistCommand.AddImage;
import studio.greenroom.kernel.artist.ArtistCommand.CreateArtist;
import studio.greenroom.kernel.artist.ArtistCommand.DeleteArtist;
import studio.greenroom.kernel.artist.ArtistCommand.DeliverBio;
import studio.greenroom.kernel.artist.ArtistCommand.EditArtist;
import studio.greenroom.kernel.artist.ArtistCommand.RestoreArtist;
import studio.greenroom.kernel.artist.ArtistEvent;
import studio.greenroom.kernel.artist.ArtistState;

/** The aggregate as Axon sees it; what it decides is in {@link ArtistDecisions}, how it evolves in {@link ArtistState}. */
@AggregateRoot(type = "artist")
public class Artist extends Aggregate<ArtistState> {

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    long handle(CreateArtist command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    long handle(EditArtist command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    long handle(DeleteArtist command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    long handle(RestoreArtist command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    long handle(DeliverBio command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    long handle(AddImage command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    ArtistAt handle(LookAtArtist look) {
        return new ArtistAt(present(), revision());
    }

    private long decide(ArtistCommand command, CommandMessage<?> message) {
        return apply(ArtistDecisions.decide(state(), command), message);
    }

    @EventSourcingHandler
    void evolve(ArtistEvent event, MetaData metaData) {
        evolved(ArtistState.evolve(state(), event), event.streamId(), metaData);
    }

    @EventSourcingHandler
    void resume(ArtistState kept, MetaData metaData) {
        evolved(kept, kept.id(), metaData);
    }
}
