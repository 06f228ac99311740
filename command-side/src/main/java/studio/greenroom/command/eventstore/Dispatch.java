package studio.greenroom.command.eventstore;

import java.util.Objects;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/**
 * What travels with a command through the bus, and brings back where it was committed. It never leaves the process.
 */
public final class Dispatch {

    /** Under this key an event's message carries its stream's owner. */
    public static final String OWNER = "owner";

    private static final String KEY = "dispatch";

    private final Cause cause;
    private final @Nullable Long expectedRevision;
    private final @Nullable StoredAnswer answer;
    private volatile @Nullable Envelope last;

    public Dispatch(Cause cause, @Nullable Long expectedRevision, @Nullable StoredAnswer answer) {
        this.cause = cause;
        this.expectedRevision = expectedRevision;
        this.answer = answer;
    }

    public static Dispatch of(Message<?> message) {
        return (Dispatch) Objects.requireNonNull(message.getMetaData().get(KEY));
    }

    public CommandMessage<Command> message(Command command) {
        return new GenericCommandMessage<>(command, MetaData.with(KEY, this));
    }

    /** What an event's message carries beside the event until it is stored. */
    public MetaData eventMetaData() {
        return MetaData.with(OWNER, cause.owner());
    }

    public Cause cause() {
        return cause;
    }

    public @Nullable StoredAnswer answer() {
        return answer;
    }

    void committed(Envelope lastEvent) {
        last = lastEvent;
    }

    /** The last event that the command led to; null when it changed nothing. */
    public @Nullable Envelope last() {
        return last;
    }

    /** Another person's thing is answered like an absent one; another revision than the one read is refused. */
    public void admit(String owner, long revision) {
        if (!owner.equals(cause.owner())) {
            throw Problem.notFound();
        }
        if (expectedRevision != null && expectedRevision != revision) {
            throw new Problem(
                    ProblemCode.REVISION_MISMATCH,
                    "It is at revision " + revision + " now. Read it again and repeat your change.");
        }
    }
}
