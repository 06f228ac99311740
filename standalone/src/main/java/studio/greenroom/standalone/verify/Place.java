package studio.greenroom.standalone.verify;

import java.util.Comparator;

/**
 * Whose costs, in which currency, of the generations that were requested in which month.
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

    @Override
    public String toString() {
        return owner + ", " + (artistId.isEmpty() ? "no artist" : artistId) + ", " + currency + ", " + month;
    }
}
