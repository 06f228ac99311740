package studio.greenroom.kernel.command;

import studio.greenroom.kernel.json.Json;

/**
 * A command on its way to another process.
 *
 * @param type    its logical name
 * @param command as JSON
 */
public record SentCommand(String type, String command, Cause cause) {

    public static SentCommand of(Command command, Cause cause) {
        return new SentCommand(CommandCodec.name(command), Json.write(command), cause);
    }

    /** @throws IllegalArgumentException when there is no command of that name */
    public Command read() {
        return CommandCodec.read(type, command);
    }
}
