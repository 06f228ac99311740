package studio.greenroom.standalone.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** An open loop: things are due at fixed times, whether or not the ones before are done, and are timed from then. */
final class Pace {

    /** What is done when it is due. */
    interface Step {

        /** @param due in nanoseconds of {@link System#nanoTime()} */
        void at(int number, long due) throws Exception;
    }

    /** One that is opened by each of the threads. */
    interface Steps {

        Step open() throws Exception;
    }

    private Pace() {}

    /** @param perSecond 0 for as fast as it goes */
    static void run(int threads, int count, int perSecond, Steps steps) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            AtomicInteger next = new AtomicInteger();
            long began = System.nanoTime() + 20_000_000;
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    Step step = steps.open();
                    for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                        long due = perSecond == 0 ? System.nanoTime() : began + n * 1_000_000_000L / perSecond;
                        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                            LockSupport.parkNanos(wait);
                        }
                        step.at(n, due);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            pool.shutdownNow();
        }
    }
}
