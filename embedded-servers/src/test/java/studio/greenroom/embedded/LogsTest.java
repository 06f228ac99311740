package studio.greenroom.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogsTest {

    @TempDir
    Path temporary;

    @Test
    void theBrokersLogStaysInItsFileEvenAfterTheApplicationConfiguresLogbackAnew() throws IOException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        KafkaLog.into(temporary);
        context.stop();
        context.reset();
        context.start();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> !context.getLogger("org.apache.kafka.raft").isAdditive());
        LoggerFactory.getLogger("org.apache.kafka.raft.KafkaRaftClient").info("elected");

        assertThat(Files.readString(temporary.resolve("kafka.log"))).contains("elected");
    }

    @Test
    void redisLogsAreRotatedAndOnlyTheNewestOfPostgresAreKept() throws IOException {
        Layout layout = new Layout(temporary);
        Files.createDirectories(layout.log(Server.REDIS));
        Files.createDirectories(layout.log(Server.POSTGRESQL));
        try (RandomAccessFile large = new RandomAccessFile(
                layout.log(Server.REDIS).resolve("redis.log").toFile(), "rw")) {
            large.setLength(9L << 20);
        }
        for (int day : IntStream.rangeClosed(1, 6).toArray()) {
            Files.createFile(layout.log(Server.POSTGRESQL).resolve("postgresql-2026010%s-000000.log".formatted(day)));
        }

        try (LogKeeper keeper = new LogKeeper(layout)) {
            keeper.look();
        }

        assertThat(names(layout.log(Server.REDIS))).containsExactly("redis.log.1");
        assertThat(names(layout.log(Server.POSTGRESQL)))
                .containsExactlyInAnyOrder(
                        "postgresql-20260103-000000.log",
                        "postgresql-20260104-000000.log",
                        "postgresql-20260105-000000.log",
                        "postgresql-20260106-000000.log");
    }

    @Test
    void theLineThatTellsWhyAServerEndedIsFoundAndAnEarlierRunsIsNot() throws IOException {
        Path earlier = Files.writeString(temporary.resolve("old.log"), "FATAL: of yesterday\n");
        assertThat(earlier.toFile()
                        .setLastModified(Instant.now().minusSeconds(3600).toEpochMilli()))
                .isTrue();
        Files.writeString(temporary.resolve("new.log"), "LOG: starting\nFATAL: no room\nLOG: shut down\n");

        assertThat(LastWords.in(temporary, Instant.now())).isEqualTo("FATAL: no room");
        Files.delete(temporary.resolve("new.log"));
        assertThat(LastWords.in(temporary, Instant.now())).isEqualTo("it ended without a word");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
