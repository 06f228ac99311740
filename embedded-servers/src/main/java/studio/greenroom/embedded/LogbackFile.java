package studio.greenroom.embedded;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** A rotated file for the broker's loggers: at most four files of 8 MB. */
final class LogbackFile implements LoggerContextListener {

    private static final FileSize LARGEST = FileSize.valueOf("8MB");
    private static final int OLDER_FILES = 3;

    // Clients share the package with the broker. What an application's clients warn of stays in its own log.
    private static final List<String> BROKER = List.of("kafka", "org.apache.kafka", "state.change.logger");
    private static final String CLIENTS = "org.apache.kafka.clients";

    private final Path folder;

    private LogbackFile(Path folder) {
        this.folder = folder;
    }

    static void install(Path folder) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getCopyOfListenerList().stream().filter(LogbackFile.class::isInstance).forEach(context::removeListener);
        LogbackFile file = new LogbackFile(folder);
        context.addListener(file);
        file.attach(context);
    }

    /** Spring Boot resets Logback when it configures it; the broker may be running by then. */
    @Override
    public boolean isResetResistant() {
        return true;
    }

    @Override
    public void onReset(LoggerContext context) {
        attach(context);
    }

    @Override public void onStart(LoggerContext context) { }
    @Override public void onStop(LoggerContext context) { }
    @Override public void onLevelChange(Logger logger, Level level) { }

    private void attach(LoggerContext context) {
        RollingFileAppender<ILoggingEvent> appender = appender(context);
        for (String name : BROKER) {
            Logger logger = context.getLogger(name);
            logger.detachAndStopAllAppenders();
            logger.setLevel(Level.INFO);
            logger.setAdditive(false);
            logger.addAppender(appender);
        }
    }

    private RollingFileAppender<ILoggingEvent> appender(LoggerContext context) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName("kafka");
        appender.setFile(folder.resolve("kafka.log").toString());

        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS, UTC} %-5level [%thread] %logger{0}: %msg%n");
        encoder.start();
        appender.setEncoder(encoder);

        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(appender);
        window.setFileNamePattern(folder.resolve("kafka.log").toString().replace("%", "\\%") + ".%i");
        window.setMinIndex(1);
        window.setMaxIndex(OLDER_FILES);
        window.start();
        appender.setRollingPolicy(window);

        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(LARGEST);
        size.start();
        appender.setTriggeringPolicy(size);
        appender.start();
        return appender;
    }
}
