package studio.greenroom.query.stream;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.kernel.signal.Signals;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.query.audit.Journal;

/**
 * Tells this node's streams that the journal may have something new: one subscription to Redis for all of them, and
 * one look at the journal's marks each second for what Redis did not tell.
 */
@Component
public class Wakeups implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Wakeups.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Sinks.Many<String> owners = Sinks.many().multicast().directBestEffort();
    private final Sinks.Many<Integer> partitions = Sinks.many().multicast().directBestEffort();
    private final Sinks.Many<Progress> progress = Sinks.many().multicast().directBestEffort();
    private final Map<Integer, Long> seen = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private final Disposable.Composite running = Disposables.composite();

    public Wakeups(Signals signals, Journal journal) {
        running.add(signals.listen()
                .subscribe(
                        signal -> {
                            if (signal.progress() != null) {
                                progress.tryEmitNext(signal.progress());
                            } else {
                                number.incrementAndGet();
                                owners.tryEmitNext(signal.owner());
                            }
                        },
                        error -> log.error("Signals are no longer heard; streams look once a second", error)));
        running.add(Flux.interval(LOOK_EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> journal.marks().onErrorResume(error -> Mono.empty()))
                .subscribe(this::compare));
    }

    /**
     * Something may be new for the owner: a number that only grows, at once and after each hint. What is read under a
     * number was committed before that number's hint or is announced by a later one.
     */
    Flux<Long> of(String owner) {
        int partition = Wire.partition(owner);
        return Flux.merge(
                        owners.asFlux().filter(owner::equals),
                        partitions.asFlux().filter(p -> p == partition),
                        Mono.just(owner))
                .map(hint -> number.get())
                .onBackpressureLatest();
    }

    Flux<Progress> progress(String owner) {
        return progress.asFlux().filter(p -> p.owner().equals(owner));
    }

    private void compare(Map<Integer, Long> marks) {
        marks.forEach((partition, position) -> {
            if (!position.equals(seen.put(partition, position))) {
                number.incrementAndGet();
                partitions.tryEmitNext(partition);
            }
        });
    }

    @Override
    public void close() {
        running.dispose();
    }
}
