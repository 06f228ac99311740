package studio.greenroom.query.ledger;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import studio.greenroom.query.ledger.Posting.AccountKey;
import studio.greenroom.query.ledger.Posting.Place;
import studio.greenroom.query.projection.Tables;

/** How the ledger lies in PostgreSQL. All money is micros of the row's currency. */
final class LedgerTables {

    static final List<String> DDL = List.of(
            """
            CREATE TABLE here.generation (
                generation_id text PRIMARY KEY,
                owner         text NOT NULL,
                artist_id     text,
                month         text NOT NULL)""",
            """
            CREATE TABLE here.account (
                generation_id text   NOT NULL,
                currency      text   NOT NULL,
                reserved      bigint NOT NULL,
                settled       bigint NOT NULL,
                estimated     bigint NOT NULL,
                refunded      bigint NOT NULL,
                saved         bigint NOT NULL,
                PRIMARY KEY (generation_id, currency))""",
            """
            CREATE TABLE here.balance (
                owner       text   NOT NULL,
                artist_id   text   NOT NULL,
                currency    text   NOT NULL,
                month       text   NOT NULL,
                generations bigint NOT NULL,
                reserved    bigint NOT NULL,
                held        bigint NOT NULL,
                settled     bigint NOT NULL,
                estimated   bigint NOT NULL,
                refunded    bigint NOT NULL,
                saved       bigint NOT NULL,
                PRIMARY KEY (owner, artist_id, currency, month))""",
            """
            CREATE TABLE here.entry (
                position      bigint      PRIMARY KEY,
                owner         text        NOT NULL,
                artist_id     text,
                generation_id text        NOT NULL,
                kind          text        NOT NULL,
                variant       integer,
                attempt       integer,
                currency      text        NOT NULL,
                micros        bigint      NOT NULL,
                price_list    integer     NOT NULL,
                estimated     boolean     NOT NULL,
                occurred_at   timestamptz NOT NULL)""",
            "CREATE INDEX entry_owner ON here.entry (owner, position)",
            "CREATE INDEX entry_artist ON here.entry (owner, artist_id, position)");

    private final Tables tables;

    LedgerTables(Tables tables) {
        this.tables = tables;
    }

    Mono<Map<String, Origin>> origins(Collection<String> generations) {
        return tables.sql("SELECT generation_id, owner, artist_id, month FROM here.generation"
                        + " WHERE generation_id = ANY(:ids)")
                .bind("ids", generations.toArray(String[]::new))
                .map(row -> new Origin(
                        row.get("generation_id", String.class),
                        row.get("owner", String.class),
                        row.get("artist_id", String.class),
                        row.get("month", String.class)))
                .all()
                .collectMap(Origin::generationId);
    }

    Mono<Map<AccountKey, Account>> accounts(Collection<String> generations) {
        return tables.sql("SELECT * FROM here.account WHERE generation_id = ANY(:ids)")
                .bind("ids", generations.toArray(String[]::new))
                .map(row -> Map.entry(
                        new AccountKey(row.get("generation_id", String.class), row.get("currency", String.class)),
                        new Account(
                                number(row, "reserved"),
                                number(row, "settled"),
                                number(row, "estimated"),
                                number(row, "refunded"),
                                number(row, "saved"))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    Mono<Void> save(Posting posting) {
        return begin(posting.begun())
                .then(post(posting))
                .then(account(List.copyOf(posting.accounts().entrySet())))
                .then(move(List.copyOf(posting.moves().entrySet())));
    }

    private Mono<Void> begin(List<Origin> origins) {
        if (origins.isEmpty()) {
            return Mono.empty();
        }
        if (tables.copies()) {
            return tables.copy("here.generation (generation_id, owner, artist_id, month)", origins, origin ->
                    new Object[] {origin.generationId(), origin.owner(), origin.artistId(), origin.month()});
        }
        return tables.sql("""
                        INSERT INTO here.generation (generation_id, owner, artist_id, month)
                        SELECT * FROM UNNEST(:ids::text[], :owners::text[], :artists::text[], :months::text[])""")
                .bind("ids", texts(origins, Origin::generationId))
                .bind("owners", texts(origins, Origin::owner))
                .bind("artists", texts(origins, Origin::artistId))
                .bind("months", texts(origins, Origin::month))
                .then();
    }

    private Mono<Void> post(Posting posting) {
        List<Entry> entries = posting.entries();
        if (entries.isEmpty()) {
            return Mono.empty();
        }
        if (tables.copies()) {
            return copy(posting, entries);
        }
        return tables.sql("""
                        INSERT INTO here.entry (position, owner, artist_id, generation_id, kind, variant, attempt,
                            currency, micros, price_list, estimated, occurred_at)
                        SELECT n.position, n.owner, n.artist_id, n.generation_id, n.kind, n.variant, n.attempt,
                            n.currency, n.micros, n.price_list, n.estimated, n.occurred_at::timestamptz
                        FROM UNNEST(:positions::bigint[], :owners::text[], :artists::text[], :generations::text[],
                                :kinds::text[], :variants::int[], :attempts::int[], :currencies::text[],
                                :micros::bigint[], :lists::int[], :estimated::boolean[], :times::text[])
                            AS n (position, owner, artist_id, generation_id, kind, variant, attempt, currency,
                                micros, price_list, estimated, occurred_at)""")
                .bind("positions", numbers(entries, Entry::position))
                .bind("owners", texts(entries, entry -> posting.owner(entry.generationId())))
                .bind("artists", texts(entries, Entry::artistId))
                .bind("generations", texts(entries, Entry::generationId))
                .bind("kinds", texts(entries, entry -> entry.kind().word()))
                .bind("variants", entries.stream().map(Entry::variant).toArray(Integer[]::new))
                .bind("attempts", entries.stream().map(Entry::attempt).toArray(Integer[]::new))
                .bind("currencies", texts(entries, entry -> entry.cost().currency()))
                .bind("micros", numbers(entries, Entry::micros))
                .bind(
                        "lists",
                        entries.stream().map(entry -> entry.cost().priceList()).toArray(Integer[]::new))
                .bind("estimated", entries.stream().map(Entry::estimated).toArray(Boolean[]::new))
                .bind("times", texts(entries, entry -> entry.at().toString()))
                .then();
    }

    private Mono<Void> copy(Posting posting, List<Entry> entries) {
        return tables.copy("""
                here.entry (position, owner, artist_id, generation_id, kind, variant, attempt, currency, micros,
                    price_list, estimated, occurred_at)""", entries, entry -> new Object[] {
            entry.position(),
            posting.owner(entry.generationId()),
            entry.artistId(),
            entry.generationId(),
            entry.kind().word(),
            entry.variant(),
            entry.attempt(),
            entry.cost().currency(),
            entry.micros(),
            entry.cost().priceList(),
            entry.estimated(),
            entry.at()
        });
    }

    private Mono<Void> account(List<Map.Entry<AccountKey, Account>> accounts) {
        if (accounts.isEmpty()) {
            return Mono.empty();
        }
        return tables.sql("""
                        INSERT INTO here.account
                            (generation_id, currency, reserved, settled, estimated, refunded, saved)
                        SELECT * FROM UNNEST(:ids::text[], :currencies::text[], :reserved::bigint[],
                            :settled::bigint[], :estimated::bigint[], :refunded::bigint[], :saved::bigint[])
                        ON CONFLICT (generation_id, currency) DO UPDATE SET reserved = excluded.reserved,
                            settled = excluded.settled, estimated = excluded.estimated,
                            refunded = excluded.refunded, saved = excluded.saved""")
                .bind("ids", texts(accounts, one -> one.getKey().generationId()))
                .bind("currencies", texts(accounts, one -> one.getKey().currency()))
                .bind("reserved", numbers(accounts, one -> one.getValue().reserved()))
                .bind("settled", numbers(accounts, one -> one.getValue().settled()))
                .bind("estimated", numbers(accounts, one -> one.getValue().estimated()))
                .bind("refunded", numbers(accounts, one -> one.getValue().refunded()))
                .bind("saved", numbers(accounts, one -> one.getValue().saved()))
                .then();
    }

    private Mono<Void> move(List<Map.Entry<Place, Balance>> moves) {
        if (moves.isEmpty()) {
            return Mono.empty();
        }
        return tables.sql("""
                        INSERT INTO here.balance AS b (owner, artist_id, currency, month, generations, reserved, held,
                            settled, estimated, refunded, saved)
                        SELECT * FROM UNNEST(:owners::text[], :artists::text[], :currencies::text[], :months::text[],
                            :generations::bigint[], :reserved::bigint[], :held::bigint[], :settled::bigint[],
                            :estimated::bigint[], :refunded::bigint[], :saved::bigint[])
                        ON CONFLICT (owner, artist_id, currency, month) DO UPDATE SET
                            generations = b.generations + excluded.generations,
                            reserved = b.reserved + excluded.reserved, held = b.held + excluded.held,
                            settled = b.settled + excluded.settled, estimated = b.estimated + excluded.estimated,
                            refunded = b.refunded + excluded.refunded, saved = b.saved + excluded.saved""")
                .bind("owners", texts(moves, move -> move.getKey().owner()))
                .bind("artists", texts(moves, move -> move.getKey().artistId()))
                .bind("currencies", texts(moves, move -> move.getKey().currency()))
                .bind("months", texts(moves, move -> move.getKey().month()))
                .bind("generations", numbers(moves, move -> move.getValue().generations()))
                .bind("reserved", numbers(moves, move -> move.getValue().reserved()))
                .bind("held", numbers(moves, move -> move.getValue().held()))
                .bind("settled", numbers(moves, move -> move.getValue().settled()))
                .bind("estimated", numbers(moves, move -> move.getValue().estimated()))
                .bind("refunded", numbers(moves, move -> move.getValue().refunded()))
                .bind("saved", numbers(moves, move -> move.getValue().saved()))
                .then();
    }

    static long number(Readable row, String column) {
        Long number = row.get(column, Long.class);
        if (number == null) {
            throw new IllegalStateException("There is no " + column);
        }
        return number;
    }

    private static <T> String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <T> Long[] numbers(List<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).boxed().toArray(Long[]::new);
    }
}
