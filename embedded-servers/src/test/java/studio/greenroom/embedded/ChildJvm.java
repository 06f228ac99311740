package studio.greenroom.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A JVM that runs {@link StartAndWait} and can be killed. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final List<String> said = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
    }

    /** Returns when its servers are up, or when it has said why they are not. */
    static ChildJvm starting(Path folder, Server... which) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartAndWait.class.getName(),
                folder.toString()));
        Stream.of(which).map(Server::name).forEach(command::add);
        ChildJvm jvm = new ChildJvm(
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start());
        BufferedReader output = new BufferedReader(new InputStreamReader(jvm.process.getInputStream(), UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            jvm.said.add(line);
            if (line.equals("started")) {
                break;
            }
        }
        return jvm;
    }

    long pid() {
        return process.pid();
    }

    /** Every value that it printed for this key. */
    List<String> said(String key) {
        return said.stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }

    /** PostgreSQL's and Redis's main processes and all that they made. */
    List<ProcessHandle> servers() {
        return said("pid").stream()
                .map(Long::parseLong)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                .toList();
    }

    /** All processes below this JVM: servers and the shells that guard them. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
