package studio.greenroom.art;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Tells who looks on how far the drawing has come, and stops it when its thread has been interrupted. */
final class Stages {
    /** Half-way, and when the last stroke is done. */
    private static final double[] PREVIEWS = {0.5, 0.78};

    private final DoubleConsumer listener;
    private final Consumer<byte[]> viewer;
    private double last = -1;
    private @Nullable Canvas canvas;
    private int shown;

    Stages(DoubleConsumer listener, Consumer<byte[]> viewer) {
        this.listener = listener;
        this.viewer = viewer;
    }

    /** Of a drawing that nobody watches. */
    static Stages unseen() {
        return new Stages(share -> {}, preview -> {});
    }

    /** From now on there is something to look at. */
    void on(Canvas newCanvas) {
        canvas = newCanvas;
    }

    /** @throws CancellationException when the thread was interrupted, which this consumes */
    void reach(double share) {
        if (Thread.interrupted()) {
            throw new CancellationException("the drawing was cancelled");
        }
        if (share <= last) {
            return;
        }
        last = Math.min(1, share);
        listener.accept(last);
        if (canvas != null && shown < PREVIEWS.length && last >= PREVIEWS[shown]) {
            show(canvas);
        }
    }

    private void show(Canvas drawn) {
        while (shown < PREVIEWS.length && last >= PREVIEWS[shown]) {
            shown++;
        }
        if (!drawn.blank()) {
            viewer.accept(Preview.png(drawn));
        }
    }
}
