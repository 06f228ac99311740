package studio.greenroom.kernel.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import studio.greenroom.kernel.artist.ArtistCommand;
import studio.greenroom.kernel.generation.GenerationCommand;
import studio.greenroom.kernel.json.Json;

/** Commands as rows keep them and as they go between processes: a logical name, which is the record's, and JSON. */
public final class CommandCodec {

    private static final Map<String, Class<? extends Command>> BY_NAME = new HashMap<>();

    static {
        List.of(ArtistCommand.class, GenerationCommand.class, GenerationCommand.Request.class)
                .forEach(CommandCodec::add);
    }

    private CommandCodec() {}

    private static void add(Class<? extends Command> family) {
        for (Class<?> command : family.getPermittedSubclasses()) {
            if (command.isRecord()) {
                BY_NAME.put(command.getSimpleName(), command.asSubclass(Command.class));
            }
        }
    }

    public static String name(Command command) {
        return command.getClass().getSimpleName();
    }

    /** @throws IllegalArgumentException when there is no command of that name */
    public static Command read(String name, String command) {
        Class<? extends Command> type = BY_NAME.get(name);
        if (type == null) {
            throw new IllegalArgumentException("There is no command called " + name);
        }
        return Json.read(command, type);
    }
}
