package studio.greenroom.standalone.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A closed loop: so many clients, each of which does the next thing as soon as the last one is done. */
final class Loop {

    /** One client; used by one thread. */
    interface Client extends AutoCloseable {

        void once() throws Exception;
    }

    /** Connects a client. */
    interface Clients {

        Client open(int number) throws Exception;
    }

    /** How long it may take until each client has done something. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final LongAdder done = new LongAdder();
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private volatile boolean stopped;

    private Loop() {}

    /** How often a second, all clients together, after a warm-up. */
    static double perSecond(int clients, Duration before, Duration time, Clients open) throws Exception {
        return new Loop().run(clients, before, time, open);
    }

    private double run(int clients, Duration before, Duration time, Clients open) throws Exception {
        CountDownLatch ready = new CountDownLatch(clients);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int number = i;
            Thread thread = new Thread(() -> client(number, open, ready), "bench-client-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        try {
            while (!ready.await(10, TimeUnit.MILLISECONDS)) {
                check();
            }
            pass(before);
            long from = done.sum();
            long began = System.nanoTime();
            pass(time);
            for (long end = began + LONGEST.toNanos(); done.sum() - from < clients && System.nanoTime() < end; ) {
                pass(time);
            }
            return (done.sum() - from) * 1e9 / (System.nanoTime() - began);
        } finally {
            stopped = true;
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
            }
        }
    }

    private void pass(Duration time) throws Exception {
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
            check();
            TimeUnit.NANOSECONDS.sleep(Math.min(50_000_000, Math.max(1, end - System.nanoTime())));
        }
        check();
    }

    private void check() throws Exception {
        if (failed.isCompletedExceptionally()) {
            failed.get();
        }
    }

    private void client(int number, Clients open, CountDownLatch ready) {
        try (Client client = open.open(number)) {
            ready.countDown();
            while (!stopped) {
                client.once();
                done.increment();
            }
        } catch (Exception e) {
            failed.completeExceptionally(e);
        }
    }
}
