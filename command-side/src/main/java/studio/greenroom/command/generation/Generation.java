package studio.greenroom.command.generation;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import studio.greenroom.command.gateway.Aggregate;
import studio.greenroom.kernel.generation.GenerationCommand;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailVariant;
import studio.greenroom.kernel.generation.GenerationCommand.RecordRepeats;
import studio.greenroom.kernel.generation.GenerationCommand.ReportAttempt;
import studio.greenroom.kernel.generation.GenerationCommand.RequestBio;
import studio.greenroom.kernel.generation.GenerationCommand.RequestImage;
import studio.greenroom.kernel.generation.GenerationCommand.RequestText;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationState;

/** The aggregate as Axon sees it; it decides in {@link GenerationDecisions} and evolves in {@link GenerationState}. */
@AggregateRoot(type = "generation")
public class Generation extends Aggregate<GenerationState> {

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    long handle(RequestBio command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    long handle(RequestText command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    long handle(RequestImage command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    long handle(StartAttempt command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    long handle(ReportAttempt command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    long handle(FailVariant command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    long handle(RecordRepeats command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    long handle(FailGeneration command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    long handle(CancelGeneration command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    GenerationState handle(LookAtGeneration look) {
        return present();
    }

    private long decide(GenerationCommand command, CommandMessage<?> message) {
        return apply(GenerationDecisions.decide(state(), command), message);
    }

    @EventSourcingHandler
    void evolve(GenerationEvent event, MetaData metaData) {
        evolved(GenerationState.evolve(state(), event), event.streamId(), metaData);
    }

    @EventSourcingHandler
    void resume(GenerationState kept, MetaData metaData) {
        evolved(kept, kept.id(), metaData);
    }
}
