package studio.greenroom.saga.attempt;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.loop.Loop;

/** Clears what was ordered once it has been kept for long enough. One process does it for all. */
public final class Retention implements SmartLifecycle {

    private static final int PHASE = 30;
    private static final Duration GAP = Duration.ofMinutes(10);
    /** Outlasts the gap, so that the one who has it keeps it. */
    private static final Duration LEASE = Duration.ofMinutes(15);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Attempts attempts;
    private final Duty duty;
    private final Loop loop = new Loop("saga-retention", new Bell(), this::round);

    /** @param process a name of this process, different from its neighbours' */
    public Retention(SagaDatabase.Session database, String process) {
        this.attempts = new Attempts(database);
        this.duty = new Duty(database, "retention", process, LEASE);
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop(PATIENCE);
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private Duration round() {
        if (!duty.isMine()) {
            return GAP;
        }
        if (attempts.clear() == Attempts.CLEARED_AT_ONCE) {
            return Duration.ZERO;
        }
        attempts.forgetTurns();
        return GAP;
    }
}
