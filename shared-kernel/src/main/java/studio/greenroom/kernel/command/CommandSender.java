package studio.greenroom.kernel.command;

import java.util.concurrent.CompletionStage;

/** The way from sagas to aggregates: the local bus in one process, HTTP between processes. */
public interface CommandSender {

    /**
     * Completes when the command is committed. Fails with a {@link studio.greenroom.kernel.problem.Problem} when it is
     * refused; with anything else the outcome is not known, and the same command may be sent again.
     */
    CompletionStage<Receipt> send(Command command, Cause cause);
}
