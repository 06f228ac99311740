package studio.greenroom.embedded;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Keeps the broker, which runs inside this JVM and is talkative, out of the application's own log. */
final class KafkaLog {

    private KafkaLog() {}

    /** Sends the broker's log to files in this folder where Logback is the backend; else leaves it as configured. */
    static void into(Path folder) {
        if (LoggerFactory.getILoggerFactory().getClass().getName().startsWith("ch.qos.logback.")) {
            LogbackFile.install(folder);
        }
    }
}
