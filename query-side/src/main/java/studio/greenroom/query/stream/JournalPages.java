package studio.greenroom.query.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.query.audit.Journal;
import studio.greenroom.query.audit.Selection;

/** Pages of the journal as bytes. Streams that want the same page after the same hint share one read of it. */
@Component
class JournalPages {

    private static final int PAGE = 256;
    private static final int MOST_SHARED = 256;
    private static final Duration SHARED_FOR = Duration.ofSeconds(2);

    /**
     * A page as it is written.
     *
     * @param last position of its last event; the asked one when the page is empty
     * @param full whether more may follow at once
     */
    record Page(List<byte[]> writes, long last, boolean full) {}

    private record Key(String owner, Selection selection, long after, long number) {}

    private final Journal journal;
    private final Map<Key, Mono<Page>> shared = new ConcurrentHashMap<>();

    JournalPages(Journal journal) {
        this.journal = journal;
    }

    /** @param number of the hint, see {@link Wakeups#of} */
    Mono<Page> after(String owner, Selection selection, long position, long number) {
        Key key = new Key(owner, selection, position, number);
        if (shared.size() >= MOST_SHARED && !shared.containsKey(key)) {
            return read(key);
        }
        return shared.computeIfAbsent(
                key,
                k -> read(k).doOnNext(page -> Mono.delay(page.full() ? Duration.ZERO : SHARED_FOR)
                                .subscribe(late -> shared.remove(k)))
                        .cache());
    }

    private Mono<Page> read(Key key) {
        return Mono.defer(() -> journal.after(key.owner(), key.selection(), key.after(), PAGE))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(2)))
                .map(events -> new Page(
                        Frames.events(events),
                        events.isEmpty() ? key.after() : last(events).position(),
                        events.size() == PAGE));
    }

    private static Envelope last(List<Envelope> events) {
        return events.get(events.size() - 1);
    }
}
