package studio.greenroom.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The line of a server's log that most likely says why it ended. */
final class LastWords {

    private static final Pattern TELLING =
            Pattern.compile("FATAL|PANIC|error|Error|[Cc]ould not|[Cc]annot|denied|not found|Fatal");
    private static final int LONGEST = 200;

    private LastWords() {}

    /** @param since when the start began; what was logged in files untouched since is another story */
    static String in(Path logFolder, Instant since) {
        long earliest = since.minusSeconds(1).toEpochMilli();
        try (Stream<Path> files = Files.list(logFolder)) {
            List<Path> newestFirst = files.filter(Files::isRegularFile)
                    .filter(file -> file.toFile().lastModified() >= earliest)
                    .sorted(Comparator.comparingLong(
                                    (Path file) -> file.toFile().lastModified())
                            .reversed())
                    .toList();
            for (Path file : newestFirst) {
                String words = telling(file);
                if (!words.isEmpty()) {
                    return words;
                }
            }
        } catch (IOException unreadable) {
            return "its log cannot be read";
        }
        return "it ended without a word";
    }

    private static String telling(Path file) throws IOException {
        // Servers may write bytes that are no UTF-8; a reader that refuses them would hide the reason.
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        String last = lines.stream()
                .filter(line -> TELLING.matcher(line).find())
                .reduce("", (earlier, later) -> later)
                .strip();
        return last.length() <= LONGEST ? last : last.substring(0, LONGEST) + "…";
    }
}
