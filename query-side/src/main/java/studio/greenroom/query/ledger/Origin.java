package studio.greenroom.query.ledger;

import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;

/**
 * Where a generation's costs belong.
 *
 * @param artistId null when it stands for itself
 * @param month    in which it was requested (UTC), such as 2026-11; all its costs count there, whenever they come
 */
record Origin(String generationId, String owner, @Nullable String artistId, String month) {

    static Origin of(Recorded recorded, GenerationRequested request) {
        return new Origin(
                request.generationId(),
                recorded.envelope().owner(),
                request.artistId(),
                YearMonth.from(recorded.envelope().occurredAt().atZone(ZoneOffset.UTC))
                        .toString());
    }
}
