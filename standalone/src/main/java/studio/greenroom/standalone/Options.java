package studio.greenroom.standalone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import studio.greenroom.command.eventstore.EventStoreSettings.Kind;

/** What every command takes, before or after its name. */
public final class Options {

    private static final int LAST_PORT = 65_535;

    private @Nullable Integer port;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            scope = ScopeType.INHERIT,
            order = 1,
            description = {"Folder that keeps all.", "Default: ${DEFAULT-VALUE}"})
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            order = 3,
            description = "Show the application's log as well. Default: off")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = 20,
            description = "Show this help.")
    @SuppressWarnings("unused")
    private boolean help;

    @Option(
            names = "--port",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            order = 2,
            description = {"Port on 127.0.0.1.", "Default: 8080; demo: any free"})
    void port(String text) {
        int number = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > LAST_PORT) {
            throw wrong("--port takes a number from 1 to 65535, not %s.".formatted(text));
        }
        port = number;
    }

    @Option(
            names = "--event-store",
            paramLabel = "STORE",
            scope = ScopeType.INHERIT,
            order = 10,
            converter = StoreKind.class,
            description = {"postgresql or mongodb.", "Default: postgresql"})
    private @Nullable Kind eventStore;

    private @Nullable String mongodbUri;

    @Option(
            names = "--mongodb-uri",
            paramLabel = "URI",
            scope = ScopeType.INHERIT,
            order = 11,
            description = {"Where MongoDB is. With a", "password: GREENROOM_MONGODB_URI"})
    void mongodbUri(String text) {
        if (!text.matches("mongodb(\\+srv)?://.+")) {
            throw wrong("--mongodb-uri takes mongodb://HOST:PORT/DATABASE?replicaSet=NAME.");
        }
        if (!text.matches("[^/]+//[^@]*:[^@]*@.*")) {
            mongodbUri = text;
            return;
        }
        throw wrong("--mongodb-uri takes no password: everybody on this machine could read it."
                + " Put the URI into the environment variable GREENROOM_MONGODB_URI.");
    }

    public @Nullable Kind eventStore() {
        return eventStore;
    }

    /** What was said of settings, by their names. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        if (eventStore != null) {
            settings.put("greenroom.event-store", eventStore.word());
        }
        if (mongodbUri != null) {
            settings.put("greenroom.mongodb.uri", mongodbUri);
        }
        return settings;
    }

    /** What holds for a setting, whether it was said here or in the environment. */
    public ConfigurableEnvironment environment() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("options", new HashMap<>(settings())));
        return environment;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    public Path data() {
        return data;
    }

    public boolean verbose() {
        return verbose;
    }

    public int portOr(int other) {
        return port == null ? other : port;
    }
}
