package studio.greenroom.command.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.springframework.stereotype.Component;
import studio.greenroom.command.eventstore.Dispatch;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.problem.Problem;

/** Asks aggregates how they are now, for decisions on others: as they are in the store, not in a read model. */
@Component
public class Looks {

    private final CommandBus bus;

    Looks(CommandBus bus) {
        this.bus = bus;
    }

    /**
     * @param look a command that changes nothing, and whose handler answers with what was asked
     * @return fails with NOT_FOUND when it is absent or another owner's
     */
    public <T> CompletableFuture<T> at(String owner, Command look, Class<T> answer) {
        CompletableFuture<T> looked = new CompletableFuture<>();
        Dispatch dispatch = new Dispatch(Cause.asked(owner, "look", "look"), null, null);
        try {
            bus.<Command, Object>dispatch(dispatch.message(look), (message, result) -> {
                if (!result.isExceptional()) {
                    looked.complete(answer.cast(result.getPayload()));
                } else if (result.exceptionResult() instanceof AggregateNotFoundException) {
                    looked.completeExceptionally(Problem.notFound());
                } else {
                    looked.completeExceptionally(result.exceptionResult());
                }
            });
        } catch (RejectedExecutionException e) {
            looked.completeExceptionally(Problem.overloaded());
        }
        return looked;
    }
}
