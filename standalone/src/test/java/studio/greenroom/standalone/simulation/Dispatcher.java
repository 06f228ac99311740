package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.saga.outbox.OpenVerdict;
import studio.greenroom.saga.settings.GenerationSettings;

/** Sends what the outbox holds over a network that loses, delays and repeats, by the rules of the real dispatcher. */
final class Dispatcher extends Participant {

    private static final Duration NETWORK = Duration.ofMillis(200);

    private final GenerationSettings.Outbox settings;

    Dispatcher(World world) {
        super(world, "dispatcher");
        settings = world.settings.outbox();
    }

    @Override
    void born() {
        // What it had under way comes again when its lease is over.
    }

    @Override
    @Nullable
    Instant round() {
        List<FakeOutbox.Row> rows = world.transaction(tables -> {
            List<FakeOutbox.Row> claimed = tables.outbox.claim(settings.concurrency(), settings.lease());
            if (world.mistake == Mistake.COMMANDS_CLEARED_TOO_EARLY) {
                claimed.forEach(row -> tables.outbox.remove(row.id()));
            }
            return claimed;
        });
        world.dice.mayCrash();
        rows.forEach(row -> world.time.in(world.dice.upTo(NETWORK), () -> arrive(row)));
        return world.tables().outbox.next().orElse(null);
    }

    /** What is on its way arrives, also when its sender has died. */
    private void arrive(FakeOutbox.Row row) {
        Throwable failure = world.dice.trouble() ? broken() : sent(row);
        if (world.dice.trouble()) {
            world.time.in(world.dice.upTo(Duration.ofMinutes(10)), () -> sent(row));
        }
        Throwable told = world.dice.trouble() ? broken() : failure;
        later(world.dice.upTo(NETWORK), () -> settle(row, told));
    }

    private @Nullable Throwable sent(FakeOutbox.Row row) {
        try {
            world.log.send(row.read().command(), row.read().cause());
            return null;
        } catch (Problem refusal) {
            return refusal;
        }
    }

    private Throwable broken() {
        return world.dice.of(List.of(
                new Problem(ProblemCode.CONFLICT, "Somebody was faster."),
                new Problem(ProblemCode.UNAVAILABLE, "It does not answer."),
                new IllegalStateException("The connection was reset.")));
    }

    private void settle(FakeOutbox.Row row, @Nullable Throwable failure) {
        world.dice.mayCrash();
        world.transaction(tables -> {
            if (failure == null || OpenVerdict.settled(failure)) {
                tables.attempts.settled(List.of(row.id()));
            } else if (OpenVerdict.refused(failure)) {
                tables.outbox.refused(row.id(), String.valueOf(failure));
            } else {
                Duration doubled = settings.backoff().multipliedBy(1L << Math.min(row.tries() - 1, 16));
                boolean most = doubled.compareTo(settings.maxBackoff()) > 0;
                tables.outbox.again(row.id(), most ? settings.maxBackoff() : doubled);
            }
            return tables;
        });
        ring();
    }
}
