package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.ImageResult;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.saga.attempt.AttemptOrder;

/** Providers whose answers are drawn: good, each failure there is, in time or far too late. It remembers every call. */
final class FakeProviders {

    record Call(AttemptKey key, Assignment to, Instant claimedAt, Instant at) {}

    /** What was kept of a call, and when. */
    record Kept(AttemptKey key, AttemptOutcome outcome, Instant at) {}

    record Answer(Duration after, AttemptOutcome outcome) {}

    static final Set<String> NAMES = new TreeSet<>(List.of("alpha", "beta", "gamma"));
    static final Assignment DEFAULT = new Assignment("alpha", "one");
    static final Cost ESTIMATE = new Cost(7_000, "EUR", 1);

    private static final List<Long> RETRY_AFTER = Arrays.asList(
            null,
            null,
            null,
            -5L,
            0L,
            1L,
            900L,
            4_000L,
            59_999L,
            60_000L,
            60_001L,
            1_200_000L,
            3_600_000L,
            Long.MAX_VALUE);

    private final World world;
    private final double good;
    private final double hanging;
    private final List<Call> calls = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();

    FakeProviders(World world) {
        this.world = world;
        good = world.dice.of(List.of(0.0, 0.2, 0.5, 0.9));
        hanging = world.dice.of(List.of(0.0, 0.1, 0.4));
    }

    Answer ask(AttemptOrder order, Instant claimedAt) {
        AttemptKey key = new AttemptKey(order.generationId(), order.variant(), order.attempt());
        calls.add(new Call(key, new Assignment(order.provider(), order.model()), claimedAt, world.time.instant()));
        world.time.note("call", key, "of", order.provider());
        if (world.dice.chance(hanging)) {
            Duration after = order.timeout().plus(world.dice.upTo(Duration.ofSeconds(world.dice.from(0, 90))));
            return new Answer(after, failed(FailureCode.PROVIDER_TIMEOUT, null, ESTIMATE));
        }
        Duration after = world.dice.upTo(Duration.ofSeconds(world.dice.of(List.of(1, 5, 60))));
        return new Answer(after, world.dice.chance(good) ? made(order) : failed());
    }

    private AttemptOutcome made(AttemptOrder order) {
        Usage usage = new Usage(10, 20);
        if (order.request().kind() == GenerationKind.IMAGE) {
            ImageResult image = new ImageResult(
                    "a".repeat(64), "image/png", 1, 512, 512, order.seed(), order.provider(), order.model(), false, 1);
            return new AttemptOutcome.Image(image, "A picture", 1_000, usage, cost(), "req_1");
        }
        return new AttemptOutcome.Text("Some words", null, false, 1_000, usage, cost(), "req_1");
    }

    private AttemptOutcome failed() {
        FailureCode code = world.dice.of(List.of(FailureCode.values()));
        return failed(code, world.dice.of(RETRY_AFTER), cost());
    }

    static AttemptOutcome failed(FailureCode code, @Nullable Long retryAfter, @Nullable Cost cost) {
        return new AttemptOutcome.Failed(code, 1_000, retryAfter, cost, null, "It failed.");
    }

    private @Nullable Cost cost() {
        return world.dice.of(Arrays.asList(null, Cost.FREE, new Cost(world.dice.from(1, 40_000), "EUR", 1)));
    }

    void kept(AttemptOrder order, AttemptOutcome outcome) {
        AttemptKey key = new AttemptKey(order.generationId(), order.variant(), order.attempt());
        kept.add(new Kept(key, outcome, world.time.instant()));
    }

    static boolean interruptible(String provider) {
        return provider.equals("beta");
    }

    List<Call> calls() {
        return calls;
    }

    List<Kept> kept() {
        return kept;
    }
}
