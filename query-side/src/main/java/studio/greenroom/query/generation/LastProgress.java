package studio.greenroom.query.generation;

import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.kernel.signal.Signals;

/** Adds the last known progress to generations whose attempt is being made; without Redis there is none to tell. */
@Component
class LastProgress {

    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Signals signals;

    LastProgress(Signals signals) {
        this.signals = signals;
    }

    Mono<GenerationView> addTo(GenerationView generation) {
        if (generation.attempts().stream().noneMatch(attempt -> attempt.state() == Status.RUNNING)) {
            return Mono.just(generation);
        }
        return signals.lastProgress(generation.id())
                .collectMap(Progress::variant)
                .timeout(PATIENCE)
                .map(generation::with)
                .onErrorReturn(generation);
    }
}
