package studio.greenroom.saga.timer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.outbox.Outbox;

/** Fires timers: a due command goes into the outbox, which sends it as any other. */
public final class TimerService implements SmartLifecycle {

    private static final int PHASE = 25;
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private volatile boolean running;

    /** @param name of this process, different from its neighbours' */
    public TimerService(DataSource database, Outbox outbox, Bell outboxBell, Duration poll, String name) {
        OneTimeTask<StoredCommand> task = Tasks.oneTime(Timers.COMMAND)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
                .execute((instance, context) -> {
                    outbox.add(List.of(instance.getData().outgoing()));
                    outboxBell.ring();
                });
        scheduler = Scheduler.create(database, task)
                .serializer(Timers.JSON)
                .schedulerName(new SchedulerName.Fixed(name))
                .threads(4)
                .pollingInterval(poll)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(Duration.ofSeconds(5))
                .build();
    }

    @Override
    public void start() {
        scheduler.start();
        running = true;
    }

    @Override
    public void stop() {
        scheduler.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
