package studio.greenroom.command.eventstore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import studio.greenroom.command.eventstore.mongodb.MongoSettings;
import studio.greenroom.command.eventstore.mongodb.MongoStorage;
import studio.greenroom.command.eventstore.postgresql.PostgresStorage;
import studio.greenroom.kernel.settings.PostgresSettings;

/** A process that does nothing but append, with eight callers, until it is killed; it tells each commit that is answered. */
final class WritingProcess {

    private static final int CALLERS = 8;

    private WritingProcess() {}

    /**
     * Starts one and kills it as soon as it has told so many.
     *
     * @param address where its store is: one word for MongoDB, five for PostgreSQL
     * @return the command ids of all that were answered
     */
    static List<String> killedAfter(int answers, int life, List<String> address) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WritingProcess.class.getName(),
                Integer.toString(life)));
        command.addAll(address);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> told = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("cmd_") && line.endsWith(".")) {
                    told.add(line.substring(0, line.length() - 1));
                }
                if (told.size() == answers) {
                    // By its handle: the process itself would close the stream that is still to be read.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        return told;
    }

    /** How many events the commit of that command has. */
    static int size(String commandId) {
        return Integer.parseInt(commandId.substring(commandId.lastIndexOf('_') + 1));
    }

    public static void main(String[] arguments) {
        List<String> address = List.of(arguments).subList(1, arguments.length);
        EventStorage storage = address.size() == 1
                ? new MongoStorage(new MongoSettings(address.get(0), true))
                : new PostgresStorage(new CommandDatabase(new PostgresSettings(
                        address.get(0),
                        Integer.parseInt(address.get(1)),
                        address.get(2),
                        address.get(3),
                        address.get(4))));
        Appender appender = new Appender(storage.writer(), storage.log());
        for (int caller = 0; caller < CALLERS; caller++) {
            String stream = "art_" + arguments[0] + "_" + caller;
            new Thread(() -> write(appender, stream)).start();
        }
    }

    private static void write(Appender appender, String stream) {
        long revision = 1;
        for (int n = 0; ; n++) {
            int size = 1 + (n + stream.hashCode() & 3);
            String command = "cmd_" + stream + "_" + n + "_" + size;
            appender.append(SomeCommits.commit(stream, revision, command, size));
            revision += size;
            // In one piece, since a line may be cut by the end.
            System.out.print(command + ".\n");
            System.out.flush();
        }
    }
}
