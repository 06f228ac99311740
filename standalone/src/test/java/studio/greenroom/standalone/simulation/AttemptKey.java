package studio.greenroom.standalone.simulation;

import java.util.Comparator;

/** Which call of a provider: there is one at most. */
record AttemptKey(String generation, int variant, int attempt) implements Comparable<AttemptKey> {

    private static final Comparator<AttemptKey> ORDER = Comparator.comparing(AttemptKey::generation)
            .thenComparing(AttemptKey::variant)
            .thenComparing(AttemptKey::attempt);

    @Override
    public int compareTo(AttemptKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return generation + "/" + variant + "/" + attempt;
    }
}
