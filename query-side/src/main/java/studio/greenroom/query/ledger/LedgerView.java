package studio.greenroom.query.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person's generations came to.
 *
 * @param balances in all, for each currency
 * @param months   the last 24 in which something was asked for, newest first
 * @param artists  the hundred that cost most; what stands for itself is together under no artist
 */
public record LedgerView(List<CurrencyBalance> balances, List<MonthBalance> months, List<ArtistBalance> artists) {

    /** As {@link Balance}, with its currency. */
    public record CurrencyBalance(
            String currency,
            long generations,
            long reserved,
            long held,
            long settled,
            long estimated,
            long refunded,
            long saved) {}

    /** @param month in which the generations were requested (UTC), such as 2026-11 */
    public record MonthBalance(String month, CurrencyBalance balance) {}

    public record ArtistBalance(@Nullable String artistId, CurrencyBalance balance) {}
}
