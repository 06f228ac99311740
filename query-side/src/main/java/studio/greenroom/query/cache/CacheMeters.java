package studio.greenroom.query.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what became of looks into the cache: a hit, a miss that is filled, or nothing because it was passed by. */
final class CacheMeters {

    private final Counter hits;
    private final Counter misses;
    private final Counter passedBy;

    CacheMeters(MeterRegistry meters, String projection) {
        hits = meters.counter("greenroom.cache.looks", "projection", projection, "outcome", "hit");
        misses = meters.counter("greenroom.cache.looks", "projection", projection, "outcome", "miss");
        passedBy = meters.counter("greenroom.cache.looks", "projection", projection, "outcome", "passed-by");
    }

    void looked(CacheScripts.Look look) {
        (look.document() != null ? hits : look.namespace() != null ? misses : passedBy).increment();
    }

    void passedBy() {
        passedBy.increment();
    }
}
