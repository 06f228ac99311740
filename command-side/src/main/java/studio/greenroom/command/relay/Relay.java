package studio.greenroom.command.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import studio.greenroom.command.eventstore.Appender;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.Origin;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.stream.Delay;
import studio.greenroom.kernel.stream.EventConsumers;
import studio.greenroom.kernel.trace.SpanIds;
import studio.greenroom.kernel.trace.Tracing;
import studio.greenroom.kernel.trace.Work;

/**
 * The only reader of the store's tail: publishes it in the order of positions. One relay publishes at a time; the
 * database lock keeps others waiting, and Kafka's transactional id fences one that was believed dead.
 */
@Component
public class Relay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final long LOCK = 0x67726e72656c6179L;
    private static final int BATCH = 1_000;
    private static final long POLL_MILLIS = 50;
    private static final long PAUSE_MILLIS = 500;

    private final CommandDatabase database;
    private final EventLog eventLog;
    private final EventTopic topic;
    private final EventConsumers consumers;
    private final List<BeforePublication> before;
    private final Delay delay;
    private final Tracing tracing;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private volatile @Nullable String trouble = "starting";
    /** Whether the latest look at the lock found it free or ours. */
    private volatile boolean leading;

    private volatile boolean running;
    private @Nullable Thread thread;

    Relay(
            CommandDatabase database,
            EventLog eventLog,
            EventTopic topic,
            EventConsumers consumers,
            List<BeforePublication> before,
            Appender appender,
            MeterRegistry meters,
            Clock clock,
            Tracing tracing) {
        this.database = database;
        this.eventLog = eventLog;
        this.topic = topic;
        this.consumers = consumers;
        this.before = before;
        this.tracing = tracing;
        this.delay = new Delay(
                Timer.builder("greenroom.relay.delay")
                        .description("From an event's time until it is in Kafka")
                        .register(meters),
                clock);
        appender.onCommit(position -> {
            head.accumulateAndGet(position, Math::max);
            wake.release();
        });
        // Of the relay that publishes; another process's would compare its own appends with nothing.
        meters.gauge(
                "greenroom.relay.lag",
                this,
                relay -> relay.leading ? Math.max(0, relay.head.get() - relay.published.get()) : Double.NaN);
        meters.gauge("greenroom.relay.position", published);
    }

    /** Why nothing is being published; null while all is well, also while another process publishes. */
    @Nullable
    String trouble() {
        return trouble;
    }

    @Override
    public void start() {
        running = true;
        thread = new Thread(this::run, "relay");
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        wake.release();
        try {
            if (thread != null) {
                thread.join(10_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 10;
    }

    private void run() {
        while (running) {
            try (Connection lock = database.dedicated(Origin.RELAY)) {
                leading = holds(lock);
                if (leading) {
                    publish(lock);
                } else {
                    trouble = null;
                    pause(PAUSE_MILLIS);
                }
            } catch (Throwable e) {
                // Whatever it is, the relay must go on: without it no event would be published any more.
                trouble = String.valueOf(e.getMessage());
                log.warn("The relay starts anew: {}", e.toString());
                pause(PAUSE_MILLIS);
            }
        }
    }

    private static Work publication(Envelope event) {
        return Work.of(Work.Kind.PUBLICATION, "publish " + event.type(), SpanIds.ofCommand(event.commandId()), null)
                .with("greenroom.event.id", event.eventId())
                .with("greenroom.position", event.position());
    }

    private void publish(Connection lock) throws SQLException {
        try (Publication publication = Publication.open(topic, consumers, eventLog)) {
            long checked = System.nanoTime();
            while (running) {
                wake.drainPermits();
                var batch = eventLog.tail(publication.position(), BATCH);
                if (!batch.isEmpty()) {
                    Instant began = tracing.now();
                    before.forEach(work -> work.accept(batch));
                    publication.publish(batch);
                    batch.stream()
                            .filter(publication::isNew)
                            .forEach(event -> tracing.done(event.correlationId(), began, () -> publication(event)));
                    delay.arrived(batch);
                    head.accumulateAndGet(publication.position(), Math::max);
                }
                published.set(publication.position());
                trouble = null;
                if (batch.size() < BATCH) {
                    pause(POLL_MILLIS);
                }
                if (System.nanoTime() - checked > TimeUnit.SECONDS.toNanos(5)) {
                    checked = System.nanoTime();
                    if (!lock.isValid(2)) {
                        throw new SQLException("the database lock is lost");
                    }
                }
            }
        }
    }

    /** A frozen process, which no longer looks after its lock, loses it after ten seconds. */
    private static boolean holds(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET idle_session_timeout = '10s'");
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Until something is appended here, or long enough for another process's appends. */
    private void pause(long millis) {
        try {
            if (wake.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
