package studio.greenroom.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition that nothing announces. */
final class Waiting {

    private static final long STEP_MILLIS = 20;

    private Waiting() {}

    /** @return whether the condition came true in time; an interrupt ends the wait and stays set */
    static boolean until(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0 || !pause(STEP_MILLIS)) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /** Waits although interrupted, as an orderly stop must; the interrupt stays set. */
    static boolean untilStopped(Duration atMost, BooleanSupplier stopped) {
        boolean interrupted = Thread.interrupted();
        try {
            return until(atMost, stopped);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @return false if interrupted */
    static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
