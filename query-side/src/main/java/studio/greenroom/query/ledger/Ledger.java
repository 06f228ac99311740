package studio.greenroom.query.ledger;

import static studio.greenroom.query.ledger.LedgerTables.number;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.http.Cursor;
import studio.greenroom.kernel.http.Page;
import studio.greenroom.query.ledger.LedgerView.ArtistBalance;
import studio.greenroom.query.ledger.LedgerView.CurrencyBalance;
import studio.greenroom.query.ledger.LedgerView.MonthBalance;
import studio.greenroom.query.projection.LiveTables;
import studio.greenroom.query.projection.Tables;

/** Reads the ledger for its owner. */
@Component
class Ledger {

    private static final String LIST = "ledger";
    private static final int MONTHS = 24;
    private static final int ARTISTS = 100;

    private static final String SUMS = """
            currency, sum(generations)::bigint AS generations, sum(reserved)::bigint AS reserved,
            sum(held)::bigint AS held, sum(settled)::bigint AS settled, sum(estimated)::bigint AS estimated,
            sum(refunded)::bigint AS refunded, sum(saved)::bigint AS saved
            FROM here.balance WHERE owner = :owner""";

    private final LiveTables live;

    Ledger(LiveTables live) {
        this.live = live;
    }

    /** @param artistId whose costs alone; null for all */
    Mono<LedgerView> balances(String owner, @Nullable String artistId) {
        String which = artistId == null ? "" : " AND artist_id = :artist";
        return live.of(LedgerProjection.NAME)
                .flatMap(tables -> Mono.zip(
                                currencies(tables, owner, artistId, which).collectList(),
                                months(tables, owner, artistId, which).collectList(),
                                artists(tables, owner, artistId, which).collectList())
                        .map(all -> new LedgerView(all.getT1(), all.getT2(), all.getT3())));
    }

    private static Flux<CurrencyBalance> currencies(
            Tables tables, String owner, @Nullable String artistId, String which) {
        String sql = "SELECT " + SUMS + which + " GROUP BY currency ORDER BY currency";
        return of(tables, sql, owner, artistId).map(Ledger::balance).all();
    }

    private static Flux<MonthBalance> months(Tables tables, String owner, @Nullable String artistId, String which) {
        String sql = "SELECT month, " + SUMS + which
                + " AND month IN (SELECT DISTINCT month FROM here.balance WHERE owner = :owner" + which
                + " ORDER BY month DESC LIMIT :most) GROUP BY month, currency ORDER BY month DESC, currency";
        return of(tables, sql, owner, artistId)
                .bind("most", MONTHS)
                .map(row -> new MonthBalance(row.get("month", String.class), balance(row)))
                .all();
    }

    private static Flux<ArtistBalance> artists(Tables tables, String owner, @Nullable String artistId, String which) {
        String sql = "SELECT artist_id, " + SUMS + which
                + " GROUP BY artist_id, currency ORDER BY settled DESC, artist_id, currency LIMIT :most";
        return of(tables, sql, owner, artistId)
                .bind("most", ARTISTS)
                .map(row -> {
                    String artist = row.get("artist_id", String.class);
                    return new ArtistBalance(artist == null || artist.isEmpty() ? null : artist, balance(row));
                })
                .all();
    }

    /** Newest first. */
    Mono<Page<EntryView>> entries(String owner, @Nullable String artistId, @Nullable String cursor, int limit) {
        long before = Cursor.read(LIST, cursor, Long.MAX_VALUE);
        String sql = "SELECT * FROM here.entry WHERE owner = :owner AND position < :before"
                + (artistId == null ? "" : " AND artist_id = :artist") + " ORDER BY position DESC LIMIT :limit";
        return live.of(LedgerProjection.NAME)
                .flatMap(tables -> of(tables, sql, owner, artistId)
                        .bind("before", before)
                        .bind("limit", limit + 1)
                        .map(Ledger::entry)
                        .all()
                        .collectList())
                .map(read -> page(read, limit));
    }

    private static Page<EntryView> page(List<Entry> read, int limit) {
        return Page.of(read, limit, EntryView::of, last -> Cursor.of(LIST, last.position()));
    }

    private static GenericExecuteSpec of(Tables tables, String sql, String owner, @Nullable String artistId) {
        GenericExecuteSpec query = tables.sql(sql).bind("owner", owner);
        return artistId == null ? query : query.bind("artist", artistId);
    }

    private static CurrencyBalance balance(Readable row) {
        return new CurrencyBalance(
                row.get("currency", String.class),
                number(row, "generations"),
                number(row, "reserved"),
                number(row, "held"),
                number(row, "settled"),
                number(row, "estimated"),
                number(row, "refunded"),
                number(row, "saved"));
    }

    private static Entry entry(Readable row) {
        Instant at = row.get("occurred_at", OffsetDateTime.class).toInstant();
        return new Entry(
                number(row, "position"),
                Entry.Kind.of(row.get("kind", String.class)),
                row.get("generation_id", String.class),
                row.get("artist_id", String.class),
                row.get("variant", Integer.class),
                row.get("attempt", Integer.class),
                new Cost(
                        number(row, "micros"), row.get("currency", String.class), row.get("price_list", Integer.class)),
                row.get("estimated", Boolean.class),
                at);
    }
}
