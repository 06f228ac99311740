package studio.greenroom.saga.remote;

import java.util.concurrent.CompletionStage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.command.CommandSender;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.command.SentCommand;
import studio.greenroom.kernel.internal.InternalClient;
import studio.greenroom.kernel.json.Json;

/** Sends commands to command-side in another process. */
@Component
@ConditionalOnProperty("greenroom.internal.command-side")
class RemoteCommands implements CommandSender {

    private final InternalClient commandSide;

    RemoteCommands(InternalClient commandSide) {
        this.commandSide = commandSide;
    }

    @Override
    public CompletionStage<Receipt> send(Command command, Cause cause) {
        return commandSide
                .post("commands", MediaType.APPLICATION_JSON, Json.bytes(SentCommand.of(command, cause)))
                .map(receipt -> new Receipt(
                        receipt.path("streamId").asString(),
                        receipt.path("revision").asLong(),
                        receipt.path("position").asLong()))
                .toFuture();
    }
}
