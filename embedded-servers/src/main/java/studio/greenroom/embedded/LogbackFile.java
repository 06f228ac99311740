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
import java.time.Duration;
import java.util.List;
import org.slf4j.LoggerFactory;

/** A rotated file for the broker's loggers: at most four files of 8 MB. */
final class LogbackFile implements LoggerContextListener {

    private static final FileSize LARGEST = FileSize.valueOf("8MB");
    private static final int OLDER_FILES = 3;

    // Not the clients' packages: what an application's producers and consumers say belongs in its own log.
    private static final List<String> BROKER = List.of(
            "kafka",
            "state.change.logger",
            "org.apache.kafka.common",
            "org.apache.kafka.config",
            "org.apache.kafka.controller",
            "org.apache.kafka.coordinator",
            "org.apache.kafka.deferred",
            "org.apache.kafka.image",
            "org.apache.kafka.metadata",
            "org.apache.kafka.queue",
            "org.apache.kafka.raft",
            "org.apache.kafka.security",
            "org.apache.kafka.server",
            "org.apache.kafka.snapshot",
            "org.apache.kafka.storage",
            "org.apache.kafka.timeline",
            "org.apache.kafka.clients.NetworkClient");
    private static final Duration RECONFIGURED = Duration.ofSeconds(30);

    private final Path folder;

    private LogbackFile(Path folder) {
        this.folder = folder;
    }

    static void install(Path folder) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getCopyOfListenerList().stream()
                .filter(LogbackFile.class::isInstance)
                .forEach(context::removeListener);
        LogbackFile file = new LogbackFile(folder);
        context.addListener(file);
        file.attach(context);
    }

    @Override
    public boolean isResetResistant() {
        return true;
    }

    @Override
    public void onReset(LoggerContext context) {
        attach(context);
    }

    /** Spring Boot stops, empties and restarts Logback to configure it, and a stop drops every listener. */
    @Override
    public void onStop(LoggerContext context) {
        Thread comeback = new Thread(
                () -> {
                    // Not before the stop has dropped the listeners: it is still going through them now.
                    if (Waiting.until(
                            RECONFIGURED,
                            () -> !context.getCopyOfListenerList().contains(this) && context.isStarted())) {
                        context.addListener(this);
                        attach(context);
                    }
                },
                "kafka-log");
        comeback.setDaemon(true);
        comeback.start();
    }

    @Override
    public void onStart(LoggerContext context) {}

    @Override
    public void onLevelChange(Logger logger, Level level) {}

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
