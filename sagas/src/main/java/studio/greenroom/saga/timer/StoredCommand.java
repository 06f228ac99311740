package studio.greenroom.saga.timer;

import studio.greenroom.kernel.command.CommandCodec;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.saga.outbox.Outgoing;

/** A timer's data. */
public record StoredCommand(String type, String command, String cause) {

    static StoredCommand of(Outgoing outgoing) {
        return new StoredCommand(
                CommandCodec.name(outgoing.command()), Json.write(outgoing.command()), Json.write(outgoing.cause()));
    }

    Outgoing outgoing() {
        return Outgoing.read(type, command, cause);
    }
}
