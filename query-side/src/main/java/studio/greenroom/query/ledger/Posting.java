package studio.greenroom.query.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;

/** A batch's events, posted to what the tables hold: its entries, new origins, changed accounts, and what balances move by. */
final class Posting {

    /** An account's place. */
    record AccountKey(String generationId, String currency) {}

    /**
     * A balance's place.
     *
     * @param artistId empty for generations that stand for themselves
     */
    record Place(String owner, String artistId, String currency, String month) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::owner)
                .thenComparing(Place::artistId)
                .thenComparing(Place::currency)
                .thenComparing(Place::month);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<String, Origin> origins;
    private final Map<AccountKey, Account> before;
    private final Map<AccountKey, Account> after = new LinkedHashMap<>();
    private final List<Origin> begun = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    Posting(Map<String, Origin> origins, Map<AccountKey, Account> before) {
        this.origins = new HashMap<>(origins);
        this.before = before;
    }

    void take(Recorded recorded) {
        String id = recorded.envelope().streamId();
        if (recorded.event() instanceof GenerationRequested request) {
            Origin origin = Origin.of(recorded, request);
            origins.put(id, origin);
            begun.add(origin);
            return;
        }
        Origin origin = origins.get(id);
        if (origin == null) {
            throw new IllegalStateException("A cost of " + id + ", which was not requested");
        }
        Entry.of(recorded, origin).ifPresent(entry -> {
            entries.add(entry);
            AccountKey key = new AccountKey(id, entry.cost().currency());
            Account account = after.getOrDefault(key, before.getOrDefault(key, Account.EMPTY));
            after.put(key, account.plus(entry));
        });
    }

    List<Origin> begun() {
        return begun;
    }

    List<Entry> entries() {
        return entries;
    }

    Map<AccountKey, Account> accounts() {
        return after;
    }

    String owner(String generationId) {
        return Objects.requireNonNull(origins.get(generationId)).owner();
    }

    /** In the order in which their rows are to be locked. */
    SortedMap<Place, Balance> moves() {
        SortedMap<Place, Balance> moves = new TreeMap<>();
        after.forEach((key, account) -> {
            Origin origin = Objects.requireNonNull(origins.get(key.generationId()));
            Place place = new Place(
                    origin.owner(), Objects.requireNonNullElse(origin.artistId(), ""), key.currency(), origin.month());
            moves.merge(place, Balance.move(before.get(key), account), Balance::plus);
        });
        return moves;
    }
}
