package studio.greenroom.query.generation;

import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.signal.Signals;
import studio.greenroom.query.generation.GenerationView.ProgressView;

/** Adds the last known progress to generations whose attempt is being made; without Redis there is none to tell. */
@Component
class LastProgress {

    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Signals signals;

    LastProgress(Signals signals) {
        this.signals = signals;
    }

    Mono<GenerationView> addTo(GenerationView generation) {
        int attempt = generation.attempts().size();
        if (attempt == 0 || generation.attempts().get(attempt - 1).state() != Status.RUNNING) {
            return Mono.just(generation);
        }
        return signals.lastProgress(generation.id())
                .timeout(PATIENCE)
                .filter(progress -> progress.attempt() == attempt)
                .map(progress ->
                        generation.with(new ProgressView(progress.attempt(), progress.percent(), progress.stage())))
                .onErrorComplete()
                .defaultIfEmpty(generation);
    }
}
