package studio.greenroom.command.generation;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.axonframework.modelling.command.CreationPolicy;
import studio.greenroom.command.eventstore.Dispatch;
import studio.greenroom.kernel.generation.GenerationCommand;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.ReportAttempt;
import studio.greenroom.kernel.generation.GenerationCommand.RequestBio;
import studio.greenroom.kernel.generation.GenerationCommand.RequestImage;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationState;

/** The aggregate as Axon sees it; it decides in {@link GenerationDecisions} and evolves in {@link GenerationState}. */
@AggregateRoot(type = "generation")
public class Generation {

    @AggregateIdentifier
    private String id;
    private String owner;
    private GenerationState state;

    @CommandHandlerInterceptor
    void admit(CommandMessage<?> command) {
        if (state != null) {
            Dispatch.of(command).admit(owner, revision());
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    long handle(RequestBio command, CommandMessage<?> message) {
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
    long handle(FailGeneration command, CommandMessage<?> message) {
        return decide(command, message);
    }

    @CommandHandler
    long handle(CancelGeneration command, CommandMessage<?> message) {
        return decide(command, message);
    }

    private long decide(GenerationCommand command, CommandMessage<?> message) {
        MetaData metaData = Dispatch.of(message).eventMetaData();
        GenerationDecisions.decide(state, command).forEach(event -> AggregateLifecycle.apply(event, metaData));
        return revision();
    }

    private static long revision() {
        return AggregateLifecycle.getVersion() + 1;
    }

    @EventSourcingHandler
    void evolve(GenerationEvent event, MetaData metaData) {
        id = event.generationId();
        owner = (String) metaData.get(Dispatch.OWNER);
        state = GenerationState.evolve(state, event);
    }
}
