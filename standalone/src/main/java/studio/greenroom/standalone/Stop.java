package studio.greenroom.standalone;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and its kind. The first one asks for an orderly stop, which whoever {@linkplain #await waits} carries out; a
 * second one ends everything at once.
 */
public final class Stop {

    private static final int SIGNALLED = 128;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger signal = new AtomicInteger();
    private final AtomicReference<@Nullable Thread> busy = new AtomicReference<>();

    Stop() {}

    /** @param said called with what to tell the person, at the first signal */
    static Stop onSignals(Consumer<String> said) {
        Stop stop = new Stop();
        for (String name : List.of("INT", "TERM", "HUP")) {
            Signals.hear(name, number -> stop.receive(number, said));
        }
        return stop;
    }

    /** Until somebody asks to stop. */
    public void await() throws InterruptedException {
        asked.await();
    }

    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Does something that may wait for long: a signal interrupts it, so that it ends with some failure. */
    <T> T interrupting(Supplier<T> work) {
        busy.set(Thread.currentThread());
        try {
            return work.get();
        } finally {
            busy.set(null);
            Thread.interrupted();
        }
    }

    /** 130 after Ctrl-C. */
    public int exitCode() {
        return SIGNALLED + signal.get();
    }

    void receive(int number, Consumer<String> said) {
        if (signal.compareAndSet(0, number)) {
            said.accept("Stopping everything in order. Ctrl-C again stops at once.");
            asked.countDown();
            Thread waiting = busy.get();
            if (waiting != null) {
                waiting.interrupt();
            }
        } else {
            Runtime.getRuntime().halt(exitCode());
        }
    }
}
