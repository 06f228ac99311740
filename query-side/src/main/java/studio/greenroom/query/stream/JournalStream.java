package studio.greenroom.query.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import studio.greenroom.kernel.event.Position;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.query.audit.Journal;
import studio.greenroom.query.audit.JournalProjection;
import studio.greenroom.query.audit.Selection;
import studio.greenroom.query.projection.Visibility;

/**
 * Live events. Each subscriber is a cursor over the journal, so nothing is lost and nothing comes twice, from
 * wherever it goes on; hints only say when to look. A slow reader is read for no faster than it takes.
 */
@Component
public class JournalStream implements SmartLifecycle {

    private static final Duration COMMENT_EVERY = Duration.ofSeconds(15);
    private static final int PROGRESS_KEPT = 64;

    private final Journal journal;
    private final JournalPages pages;
    private final Wakeups wakeups;
    private final Visibility visibility;
    private final AtomicInteger subscribers;
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private volatile boolean running;

    JournalStream(Journal journal, JournalPages pages, Wakeups wakeups, Visibility visibility, MeterRegistry meters) {
        this.journal = journal;
        this.pages = pages;
        this.wakeups = wakeups;
        this.visibility = visibility;
        this.subscribers = meters.gauge("greenroom.stream.subscribers", new AtomicInteger());
    }

    /**
     * Frames for the owner, each to be flushed at once.
     *
     * @param from token of the position to go on after, {@code 0} for the beginning; null for new events only
     */
    public Flux<byte[]> open(String owner, Selection selection, @Nullable String from) {
        return start(owner, from)
                .flatMapMany(start -> Flux.merge(
                        1,
                        progress(owner, selection), // is heard before the opening says that the stream is there
                        Flux.concat(Flux.just(start.frames()), events(owner, selection, start.position())),
                        comments()))
                .takeUntilOther(stopping.asMono())
                .doOnSubscribe(subscribed -> subscribers.incrementAndGet())
                .doFinally(ended -> subscribers.decrementAndGet());
    }

    private record Start(long position, byte[]... frames) {}

    /** A token may be a moment ahead of the journal; one that stays ahead is from another store. */
    private Mono<Start> start(String owner, @Nullable String from) {
        if (from == null) {
            return head(owner).map(head -> new Start(head.value(), Frames.opening(head)));
        }
        Position asked = from.equals("0")
                ? new Position(0, owner)
                : Position.parse(from)
                        .filter(position -> position.owner().equals(owner))
                        .orElse(null);
        if (asked == null) {
            return reset(owner, "This is no position of yours.");
        }
        return visibility
                .await(JournalProjection.NAME, asked)
                .thenReturn(new Start(asked.value(), Frames.opening(asked)))
                .onErrorResume(Problem.class, late -> reset(owner, "There is no such position here."));
    }

    private Mono<Start> reset(String owner, String reason) {
        return head(owner).map(head -> new Start(head.value(), Frames.opening(head), Frames.reset(head, reason)));
    }

    private Mono<Position> head(String owner) {
        return visibility.reached(JournalProjection.NAME, owner).map(value -> new Position(value, owner));
    }

    private Flux<byte[]> events(String owner, Selection selection, long start) {
        Cursor cursor = new Cursor(start);
        return wakeups.of(owner)
                .concatMap(
                        number -> Mono.defer(() -> pages.after(owner, selection, cursor.position, number))
                                .doOnNext(cursor::moveTo)
                                .flatMapIterable(JournalPages.Page::writes)
                                .repeat(() -> cursor.more),
                        0);
    }

    private Flux<byte[]> progress(String owner, Selection selection) {
        if (selection.type() != null) {
            return Flux.empty();
        }
        Map<String, Boolean> known = new ConcurrentHashMap<>();
        return wakeups.progress(owner)
                .onBackpressureBuffer(PROGRESS_KEPT, BufferOverflowStrategy.DROP_OLDEST)
                .filterWhen(progress -> concerns(owner, selection, progress, known), 1)
                .map(Frames::progress);
    }

    private Mono<Boolean> concerns(String owner, Selection selection, Progress progress, Map<String, Boolean> known) {
        String generation = progress.generationId();
        if (selection.artist() == null) {
            return Mono.just(
                    selection.stream() == null
                            ? !selection.equals(Selection.ARTISTS)
                            : selection.stream().equals(generation));
        }
        return known.containsKey(generation)
                ? Mono.just(known.get(generation))
                : journal.belongs(owner, selection.artist(), generation)
                        .doOnNext(yes -> known.put(generation, yes))
                        .onErrorReturn(false);
    }

    private static Flux<byte[]> comments() {
        return Flux.interval(COMMENT_EVERY).onBackpressureDrop().map(tick -> Frames.COMMENT);
    }

    /** Where a subscriber is: touched by one page after the other. */
    private static final class Cursor {

        private volatile long position;
        private volatile boolean more;

        Cursor(long position) {
            this.position = position;
        }

        void moveTo(JournalPages.Page page) {
            position = page.last();
            more = page.full();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends all streams first, so that the web server need not wait for them. */
    @Override
    public void stop() {
        running = false;
        stopping.tryEmitEmpty();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
