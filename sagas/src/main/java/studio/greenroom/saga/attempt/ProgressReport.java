package studio.greenroom.saga.attempt;

import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.signal.Progress;

/** Tells how far one attempt is: never backwards, every stage once, and in between a few times a second at most. */
final class ProgressReport {

    private static final Logger log = LoggerFactory.getLogger(ProgressReport.class);
    private static final long GAP_NANOS = 200_000_000;

    private final AttemptOrder order;
    private final Function<Progress, Mono<Void>> publish;
    private String stage = "";
    private int percent;
    private long last;

    ProgressReport(AttemptOrder order, Function<Progress, Mono<Void>> publish) {
        this.order = order;
        this.publish = publish;
    }

    void accepted() {
        at(10, "accepted");
    }

    void prompt() {
        at(20, "prompt");
    }

    /** @param fraction of the generating, from 0 to 1 */
    void generating(double fraction) {
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

    private void at(int newPercent, String newStage) {
        boolean entered = !newStage.equals(stage);
        if (!entered && (newPercent <= percent || System.nanoTime() - last < GAP_NANOS)) {
            return;
        }
        stage = newStage;
        percent = Math.max(percent, newPercent);
        last = System.nanoTime();
        publish.apply(new Progress(
                        order.owner(),
                        order.generationId(),
                        order.variant(),
                        order.attempt(),
                        percent,
                        stage,
                        null,
                        null,
                        null))
                .subscribe(done -> {}, e -> log.debug("Progress was not published: {}", e.toString()));
    }
}
