package studio.greenroom.command.gateway;

import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.eventstore.Dispatch;
import studio.greenroom.command.eventstore.Snapshotted;
import studio.greenroom.kernel.event.DomainEvent;

/**
 * What every aggregate is to Axon: it lets in only its owner's commands at the revision they expect, applies what was
 * decided and keeps what became of it. Deciding and evolving are pure functions elsewhere.
 *
 * @param <S> its state; null before its first event
 */
public abstract class Aggregate<S> implements Snapshotted {

    @AggregateIdentifier
    @SuppressWarnings("unused") // Axon reads it.
    private @Nullable String id;

    private @Nullable String owner;
    private @Nullable S state;

    @Override
    public final @Nullable S state() {
        return state;
    }

    @Override
    public final @Nullable String owner() {
        return owner;
    }

    /** @throws IllegalStateException before the first event */
    protected final S present() {
        if (state == null) {
            throw new IllegalStateException("Nothing has happened yet");
        }
        return state;
    }

    protected static long revision() {
        return AggregateLifecycle.getVersion() + 1;
    }

    @CommandHandlerInterceptor
    void admit(CommandMessage<?> command) {
        if (owner != null) {
            Dispatch.of(command).admit(owner, revision());
        }
    }

    /** @return the revision after these events */
    protected final long apply(List<? extends DomainEvent> decided, CommandMessage<?> command) {
        MetaData metaData = Dispatch.of(command).eventMetaData();
        decided.forEach(event -> AggregateLifecycle.apply(event, metaData));
        return revision();
    }

    /** @param streamId its own, which the first event tells it */
    protected final void evolved(S next, String streamId, MetaData metaData) {
        id = streamId;
        owner = (String) Objects.requireNonNull(metaData.get(Dispatch.OWNER));
        state = next;
    }
}
