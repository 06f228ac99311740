package studio.greenroom.command.eventstore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the appender writes: groups of commits, each commit whole or not at all, at consecutive positions after the
 * last one of all processes. One thread writes at a time.
 */
public interface GroupWriter {

    /**
     * What became of a group.
     *
     * @param commits how many are written for certain, from the first on; the others are not, as far as is known
     * @param before  position before the first event of those
     * @param refusal why the commit after those was refused; null when it was not tried or there is none
     */
    record Written(int commits, long before, @Nullable Refusal refusal) {}

    /**
     * @param taken whether its revision or its command id is taken; otherwise the store does not take such data
     * @param moved whether it may only be its position that another process has taken, so that it can be sent again
     */
    record Refusal(boolean taken, boolean moved, Exception cause) {}

    /** Some of the group may be written, or may yet be when what was sent arrives late; the same group may be sent again. */
    final class OutcomeUnknown extends Exception {

        private static final long serialVersionUID = 1;

        public OutcomeUnknown(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Waits for this process's turn, when others write too, and tells whether the store can then be reached, so that what
     * is sent next may arrive. Nothing of a group is sent by it.
     */
    boolean isReady();

    /**
     * Writes commits in their order and ends at the first that is refused. May write fewer than it is given.
     *
     * @param group of different commands; several of one stream in the order of their revisions
     */
    Written write(List<Commit> group) throws OutcomeUnknown;
}
