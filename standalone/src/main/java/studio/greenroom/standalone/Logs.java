package studio.greenroom.standalone;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The application's log: a rotated file in the data folder, and the terminal only on request. */
final class Logs {

    private static final String IN_FILE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{1}: %msg%n%ex";
    private static final String ON_TERMINAL = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n%ex{short}";

    private Logs() {}

    static Path file(Path data) {
        return folder(data).resolve("greenroom.log");
    }

    static Path folder(Path data) {
        return data.resolve("log");
    }

    /**
     * From here on what is logged is kept. Spring Boot is kept from setting up logging a second time, which would close
     * the files of the servers.
     */
    static void into(Path data, boolean verbose) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        add(context, file(context, file(data).toAbsolutePath()), IN_FILE);
        if (verbose) {
            ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
            console.setTarget("System.err");
            add(context, console, ON_TERMINAL);
        }
    }

    private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setFile(file.toString());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rotation = new SizeAndTimeBasedRollingPolicy<>();
        rotation.setContext(context);
        rotation.setParent(appender);
        rotation.setFileNamePattern(file.toString().replace("%", "\\%") + ".%d{yyyy-MM-dd}.%i.gz");
        rotation.setMaxFileSize(FileSize.valueOf("10MB"));
        rotation.setMaxHistory(14);
        rotation.setTotalSizeCap(FileSize.valueOf("100MB"));
        rotation.start();
        appender.setRollingPolicy(rotation);
        return appender;
    }

    private static void add(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }
}
