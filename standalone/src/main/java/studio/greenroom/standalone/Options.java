package studio.greenroom.standalone;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

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
            description = "Folder that keeps all. Default: ${DEFAULT-VALUE}")
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
            order = 9,
            description = "Show this help.")
    @SuppressWarnings("unused")
    private boolean help;

    @Option(
            names = "--port",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            order = 2,
            description = "Port on 127.0.0.1. Default: 8080; for demo, any that is free")
    void port(String text) {
        int number = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > LAST_PORT) {
            throw new ParameterException(
                    command.commandLine(), "--port takes a number from 1 to 65535, not %s.".formatted(text));
        }
        port = number;
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
