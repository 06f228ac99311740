package studio.greenroom.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import studio.greenroom.standalone.bench.BenchCommand;
import studio.greenroom.standalone.copy.CopyStoreCommand;
import studio.greenroom.standalone.demo.DemoCommand;
import studio.greenroom.standalone.split.SplitCommand;
import studio.greenroom.standalone.terminal.Look;
import studio.greenroom.standalone.terminal.Terminal;
import studio.greenroom.standalone.verify.VerifyCommand;

/** The start of everything: {@code ./greenroom} and its commands. */
@Command(
        name = "greenroom",
        synopsisHeading = "",
        customSynopsis = "greenroom [demo|split|bench|copy-store|verify] [--data DIR] [--port N] [--verbose]%n",
        description = "Starts Greenroom with its own PostgreSQL, Redis and Kafka, and prints the link that opens it.",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./greenroom                           with all in ./data",
            "  ./greenroom --data ~/art --port 9000  another folder and port"
        })
public final class Greenroom implements Callable<Integer> {

    private static final int USUAL_PORT = 8080;

    @Mixin
    private final Options options;

    private final Session session;

    Greenroom(Session session, Options options) {
        this.session = session;
        this.options = options;
    }

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        System.setProperty("logback.configurationFile", "launcher-logback.xml");
        Terminal terminal = Terminal.ofProcess(Look.of(System.getenv()));
        int exitCode = commandLine(new Session(terminal)).execute(arguments);
        // Kafka's threads would keep the process alive.
        System.exit(exitCode);
    }

    static CommandLine commandLine(Session session) {
        Options options = new Options();
        CommandLine commands = new CommandLine(new Greenroom(session, options));
        commands.addSubcommand(new DemoCommand(session, options));
        commands.addSubcommand(new SplitCommand(session, options));
        commands.addSubcommand(new BenchCommand(session, options));
        commands.addSubcommand(new CopyStoreCommand(session, options));
        commands.addSubcommand(new VerifyCommand(session, options));
        return Usage.apply(commands, session.terminal());
    }

    @Override
    public Integer call() {
        return session.run(options, USUAL_PORT, Session.UNTIL_STOPPED);
    }
}
