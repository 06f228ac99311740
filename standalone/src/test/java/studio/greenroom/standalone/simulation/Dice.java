package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** All chance of one run, drawn from its seed. */
final class Dice {

    /** Somebody dies here. */
    static final class Crash extends RuntimeException {

        Crash() {
            super("crash", null, false, false);
        }
    }

    private final Random random;
    /** How often something breaks, from 0 to 1. */
    private final double trouble;

    Dice(long seed) {
        random = new Random(seed);
        trouble = List.of(0.0, 0.02, 0.05, 0.15).get(random.nextInt(4));
    }

    Random random() {
        return random;
    }

    long tie() {
        return random.nextLong();
    }

    boolean chance(double of) {
        return random.nextDouble() < of;
    }

    /** Whether something breaks now. */
    boolean trouble() {
        return chance(trouble);
    }

    /** A point at which a process may die. */
    void mayCrash() {
        if (chance(trouble / 4)) {
            throw new Crash();
        }
    }

    int from(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    <T> T of(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    Duration upTo(Duration most) {
        return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
    }
}
