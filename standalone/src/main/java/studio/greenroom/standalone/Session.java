package studio.greenroom.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.slf4j.LoggerFactory;
import studio.greenroom.embedded.StartFailure;
import studio.greenroom.standalone.terminal.Terminal;

/** One run of one command: starts Greenroom, does the command's work with it, stops it, and says what went wrong. */
public class Session {

    private static final int FAILED = 1;

    /** What a command does with a running Greenroom. */
    @FunctionalInterface
    public interface Work {

        /** @return the exit code */
        int with(Instance instance, Terminal terminal, Stop stop) throws Exception;
    }

    /** What a command does without a Greenroom in this process. */
    @FunctionalInterface
    public interface Errand {

        /** @return the exit code */
        int with(Terminal terminal) throws Exception;
    }

    /** Prints the link and waits. */
    public static final Work UNTIL_STOPPED = (instance, terminal, stop) -> {
        terminal.gap();
        terminal.result("Greenroom is ready: " + instance.link());
        terminal.say("Ctrl-C stops it. The log is in " + instance.log() + ".");
        stop.await();
        return stop.exitCode();
    };

    private final Terminal terminal;

    public Session(Terminal terminal) {
        this.terminal = terminal;
    }

    public Terminal terminal() {
        return terminal;
    }

    /** @param usualPort what it listens on when the options do not say; 0 for any that is free */
    public int run(Options options, int usualPort, Work work) {
        return run(options, usualPort, 0, work);
    }

    /** @param replicas processes of each side; 0 for all in this one */
    public int run(Options options, int usualPort, int replicas, Work work) {
        Stop stop = Stop.onSignals(terminal::say);
        begin(options);
        try (Instance instance = start(options, usualPort, replicas, stop)) {
            return stop.isAsked() ? stop.exitCode() : work.with(instance, terminal, stop);
        } catch (Throwable problem) {
            return stop.isAsked() ? stop.exitCode() : failed(problem, options);
        } finally {
            terminal.close();
        }
    }

    /** A signal interrupts the errand. */
    public int alone(Options options, Errand errand) {
        Stop stop = Stop.onSignals(terminal::say);
        begin(options);
        try {
            return stop.interrupting(() -> {
                try {
                    return errand.with(terminal);
                } catch (Exception problem) {
                    throw new CompletionException(problem);
                }
            });
        } catch (Throwable problem) {
            Throwable own =
                    problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
            return stop.isAsked() ? stop.exitCode() : failed(own, options);
        } finally {
            terminal.close();
        }
    }

    private void begin(Options options) {
        String version = Session.class.getPackage().getImplementationVersion();
        String number = version == null ? "" : " " + version.replace("-SNAPSHOT", "");
        terminal.say("Greenroom" + number + ", data in " + options.data());
        terminal.gap();
        String built = System.getenv().getOrDefault("GREENROOM_BUILT", "");
        if (built.matches("\\d{1,5}")) {
            terminal.past("build", "done", Duration.ofSeconds(Long.parseLong(built)));
        }
    }

    private Instance start(Options options, int usualPort, int replicas, Stop stop) {
        int port = options.portOr(usualPort);
        return Instance.start(options, port, replicas, terminal, stop);
    }

    private int failed(Throwable problem, Options options) {
        terminal.close();
        boolean told = problem instanceof StartFailure || problem instanceof Failure;
        LoggerFactory.getLogger(Session.class).error("Greenroom ends", problem);
        terminal.gap();
        terminal.say(told ? String.valueOf(problem.getMessage()) : "Greenroom failed: " + Reason.of(problem) + ".");
        Path log = Logs.file(options.data());
        if (Files.exists(log)) {
            terminal.say("The log is in " + log + ".");
        }
        return FAILED;
    }
}
