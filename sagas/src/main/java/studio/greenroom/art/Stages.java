package studio.greenroom.art;

import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Tells a listener how far the drawing has come, and stops it when its thread has been interrupted. */
final class Stages {
    private final DoubleConsumer listener;
    private double last = -1;

    Stages(@Nullable DoubleConsumer listener) {
        this.listener = listener == null ? share -> {} : listener;
    }

    /** @throws CancellationException when the thread was interrupted, which this consumes */
    void reach(double share) {
        if (Thread.interrupted()) {
            throw new CancellationException("the drawing was cancelled");
        }
        if (share > last) {
            last = Math.min(1, share);
            listener.accept(last);
        }
    }
}
