package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fires timers as db-scheduler does: picks one, puts its command into the outbox, and only then clears it away. */
final class TimerClock extends Participant {

    private static final Duration REVIVED_AFTER = Duration.ofSeconds(20);

    TimerClock(World world) {
        super(world, "timers");
    }

    @Override
    void born() {
        // Whatever it was firing is picked again.
    }

    @Override
    @Nullable
    Instant round() {
        Instant now = world.time.instant();
        Optional<FakeTimers.Row> picked =
                world.transaction(tables -> tables.timers.pick(now, now.minus(REVIVED_AFTER)));
        picked.ifPresent(row -> later(world.dice.upTo(Duration.ofMillis(50)), () -> fire(row)));
        return world.tables().timers.rows().stream()
                .map(row -> row.picked() == null
                        ? row.time()
                        : row.picked().plus(REVIVED_AFTER).plusMillis(1))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private void fire(FakeTimers.Row row) {
        world.dice.mayCrash();
        world.transaction(tables -> {
            tables.outbox.add(List.of(row.read()));
            return tables;
        });
        world.dispatcher.ring();
        world.dice.mayCrash();
        later(
                world.dice.upTo(Duration.ofMillis(50)),
                () -> world.transaction(tables -> {
                    tables.timers.fired(row.name());
                    return tables;
                }));
    }
}
