package studio.greenroom.art;

/**
 * Discrete choices for siblings: each choice is a deck of cards shuffled once per genre and artist, and the seed walks
 * through it, so that neighbouring seeds never draw the same card.
 */
final class Deck {
    private final String owner;
    private final long seed;

    Deck(String owner, long seed) {
        this.owner = owner;
        this.seed = seed;
    }

    /** A card from 0 to n - 1; each round starts one card later, so that two decks of one size do not stay in step. */
    int draw(String choice, int n) {
        int[] cards = new int[n];
        long round = n > 2 ? Math.floorDiv(seed, (long) n) : 0;
        Dice dice = new Dice(Dice.hash(owner + '/' + choice));
        for (int i = 0; i < n; i++) {
            int k = dice.below(i + 1);
            cards[i] = cards[k];
            cards[k] = i;
        }
        return cards[(int) Math.floorMod(seed + round, (long) n)];
    }

    @SafeVarargs
    final <T> T pick(String choice, T... cards) {
        return cards[draw(choice, cards.length)];
    }

    /** A hue in degrees; neighbouring seeds lie a golden angle apart. */
    double hue(String choice) {
        double start = new Dice(Dice.hash(owner + '~' + choice)).in(0, 360);
        return (start + Math.floorMod(seed, 100_000L) * 137.50776405) % 360;
    }
}
