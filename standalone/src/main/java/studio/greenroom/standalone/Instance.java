package studio.greenroom.standalone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import studio.greenroom.embedded.DataFolder;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.embedded.StartFailure;
import studio.greenroom.kernel.identity.Mode;
import studio.greenroom.kernel.process.Waiting;
import studio.greenroom.standalone.split.Processes;
import studio.greenroom.standalone.terminal.Row;
import studio.greenroom.standalone.terminal.Terminal;

/** Greenroom as it runs: servers and application on one data folder, started and stopped as one. */
public final class Instance implements AutoCloseable {

    private final Terminal terminal;
    private final LocalFiles local;
    private final EmbeddedServers servers;
    private final Application application;
    private final InstanceFile file;

    /** What runs beside the servers: one application, or several processes behind a front. */
    private record Application(int port, Path log, Runnable stop) {}

    private Instance(
            Terminal terminal, LocalFiles local, EmbeddedServers servers, Application application, InstanceFile file) {
        this.terminal = terminal;
        this.local = local;
        this.servers = servers;
        this.application = application;
        this.file = file;
        file.write(address(), servers);
    }

    /**
     * Starts everything, the servers in parallel and the application after them.
     *
     * @param options  of the command line
     * @param port     0 for any that is free
     * @param replicas processes of each side; 0 for all in this one
     * @param stop     heard between the steps, and while the application starts
     * @throws StartFailure          in one sentence; nothing is left running then
     * @throws CancellationException when it was asked to stop; nothing is left running then
     */
    static Instance start(Options options, int port, int replicas, Terminal terminal, Stop stop) {
        StandaloneApplication.requireLocal(new StandardEnvironment());
        Port.requireFree(port);
        Path folder = checked(options.data());
        Logs.into(folder, options.verbose());
        LocalFiles local = LocalFiles.in(folder);
        InstanceFile file = InstanceFile.in(folder);
        EmbeddedServers servers = EmbeddedServers.start(options.data(), new ServerRows(terminal));
        try {
            if (stop.isAsked()) {
                throw new CancellationException("stopped while it started");
            }
            Map<String, String> properties = properties(folder, local, servers, options);
            return new Instance(
                    terminal,
                    local,
                    servers,
                    stop.interrupting(() -> replicas == 0
                            ? application(folder, port, properties, terminal)
                            : processes(folder, port, replicas, properties, local.token(), terminal)),
                    file);
        } catch (Throwable problem) {
            stopping(terminal, "Servers", servers::close);
            throw problem;
        }
    }

    /** What opens the console; in local mode it also signs the browser in, once. */
    public String link() {
        return address() + (mode() == Mode.LOCAL ? "/?code=" + local.code() : "/");
    }

    /** What the environment says, which this process and its children share. */
    private static Mode mode() {
        return Mode.of(new StandardEnvironment().getProperty("greenroom.mode", Mode.LOCAL.word()));
    }

    public String address() {
        return "http://" + Port.HOST + ":" + application.port();
    }

    /** Where to read what happened: a file, or the folder of each process's own. */
    public Path log() {
        return application.log();
    }

    public String token() {
        return local.token();
    }

    public String owner() {
        return local.owner();
    }

    @Override
    public void close() {
        file.remove();
        try {
            stopping(terminal, "Greenroom", application.stop());
        } finally {
            stopping(terminal, "Servers", servers::close);
        }
    }

    /** The folder is looked at before the first line is logged into it; the servers lock it for good. */
    private static Path checked(Path data) {
        try (DataFolder folder = DataFolder.open(data)) {
            return folder.path();
        }
    }

    private static Application application(Path folder, int port, Map<String, String> settings, Terminal terminal) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put("server.port", port);
        Row row = terminal.row("Greenroom", "starting");
        Waiting.tell(server -> row.working("waiting", server));
        try {
            ConfigurableApplicationContext application = StandaloneApplication.start(properties);
            int listening = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            row.done("ready", Port.HOST + ":" + listening);
            return new Application(listening, Logs.file(folder), application::close);
        } catch (RuntimeException problem) {
            row.failed();
            throw problem instanceof StartFailure known
                    ? known
                    : new StartFailure("Greenroom did not start: " + Reason.of(problem), problem);
        }
    }

    private static Application processes(
            Path folder, int port, int replicas, Map<String, String> properties, String token, Terminal terminal) {
        int listening = port == 0 ? Port.free() : port;
        Processes processes = Processes.start(listening, replicas, properties, token, folder, terminal);
        return new Application(listening, Logs.folder(folder), processes::close);
    }

    private static Map<String, String> properties(
            Path folder, LocalFiles local, EmbeddedServers servers, Options options) {
        Map<String, String> properties = new HashMap<>(options.settings());
        properties.putAll(servers.properties());
        properties.putAll(local.properties());
        properties.put("greenroom.data", folder.toString());
        return properties;
    }

    private static void stopping(Terminal terminal, String what, Runnable stop) {
        Row row = terminal.row(what, "stopping");
        try {
            stop.run();
            row.done("stopped", "");
        } catch (RuntimeException problem) {
            row.failed();
            throw problem;
        }
    }
}
