package studio.greenroom.saga.attempt;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.saga.provider.Onlooker;

/** Tells how far one attempt is: never backwards, every stage once, and in between a few times a second at most. */
final class ProgressReport implements Onlooker {

    private static final Logger log = LoggerFactory.getLogger(ProgressReport.class);
    private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PREVIEW_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MAX_PREVIEW = 256 * 1024;

    private final AttemptOrder order;
    private final Audience audience;
    private final Supplier<@Nullable Long> typicalMillis;
    private final long start = System.nanoTime();
    private String stage = "";
    private int percent;
    private long last;
    private int previews;
    private long lastPreview;
    /** Set by whoever stored it. */
    private volatile int shown;

    /** @param typicalMillis how long such a call takes; null when that is not known */
    ProgressReport(AttemptOrder order, Audience audience, Supplier<@Nullable Long> typicalMillis) {
        this.order = order;
        this.audience = audience;
        this.typicalMillis = typicalMillis;
    }

    void accepted() {
        at(10, "accepted");
    }

    void prompt() {
        at(20, "prompt");
    }

    /** @param fraction of the generating, from 0 to 1 */
    @Override
    public void progress(double fraction) {
        at(20 + (int) (50 * Math.min(1, Math.max(0, fraction))), "generating");
    }

    void saving() {
        at(70, "saving");
    }

    void saved() {
        at(90, "saving");
    }

    void done() {
        at(100, "done");
    }

    /** Shows the picture as it is so far, in small, twice a second at most. */
    @Override
    public void preview(byte[] picture, String mediaType) {
        if (previews > 0 && System.nanoTime() - lastPreview < PREVIEW_GAP_NANOS) {
            return;
        }
        byte[] jpeg;
        try {
            jpeg = SmallPicture.preview(picture);
        } catch (IOException | RuntimeException e) {
            log.debug("There is no preview: {}", e.toString());
            return;
        }
        if (jpeg.length > MAX_PREVIEW) {
            log.debug("A preview of {} bytes is not shown", jpeg.length);
            return;
        }
        lastPreview = System.nanoTime();
        int number = ++previews;
        Progress showing = now(number);
        tell(audience.preview(order.generationId(), order.variant(), jpeg)
                .doOnSuccess(stored -> shown = number)
                .then(audience.progress(showing)));
    }

    private void at(int newPercent, String newStage) {
        boolean entered = !newStage.equals(stage);
        if (!entered && (newPercent <= percent || System.nanoTime() - last < GAP_NANOS)) {
            return;
        }
        stage = newStage;
        percent = Math.max(percent, newPercent);
        last = System.nanoTime();
        tell(audience.progress(now(shown)));
    }

    private Progress now(int preview) {
        return new Progress(
                order.owner(),
                order.generationId(),
                order.variant(),
                order.attempt(),
                percent,
                stage,
                null,
                remainingMillis(),
                preview == 0 ? null : preview);
    }

    private @Nullable Long remainingMillis() {
        Long typical = typicalMillis.get();
        long gone = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return percent == 100 ? Long.valueOf(0) : typical == null ? null : Long.valueOf(Math.max(0, typical - gone));
    }

    private static void tell(Mono<Void> telling) {
        telling.subscribe(done -> {}, e -> log.debug("Progress was not published: {}", e.toString()));
    }
}
