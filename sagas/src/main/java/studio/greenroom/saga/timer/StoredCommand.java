package studio.greenroom.saga.timer;

import studio.greenroom.saga.database.Json;
import studio.greenroom.saga.outbox.CommandCodec;
import studio.greenroom.saga.outbox.Outgoing;

/** A timer's data. */
public record StoredCommand(String type, String command, String cause) {

    static StoredCommand of(Outgoing outgoing) {
        return new StoredCommand(CommandCodec.name(outgoing.command()), Json.write(outgoing.command()),
                Json.write(outgoing.cause()));
    }

    Outgoing outgoing() {
        return CommandCodec.read(type, command, cause);
    }
}
