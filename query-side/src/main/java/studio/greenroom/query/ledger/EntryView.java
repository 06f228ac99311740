package studio.greenroom.query.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;

/** A movement of money, as the API answers it. */
public record EntryView(
        String kind,
        String generationId,
        @Nullable String artistId,
        @Nullable Integer variant,
        @Nullable Integer attempt,
        Cost cost,
        boolean estimated,
        Instant at) {

    static EntryView of(Entry entry) {
        return new EntryView(
                entry.kind().word(),
                entry.generationId(),
                entry.artistId(),
                entry.variant(),
                entry.attempt(),
                entry.cost(),
                entry.estimated(),
                entry.at());
    }
}
