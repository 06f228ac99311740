package studio.greenroom.prose;

/** Repeatable choices: SplitMix64 (Steele, Lea and Flood, 2014) over a hashed seed. */
final class Chance {
    private long state;

    Chance(long seed, String text) {
        long h = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001B3L;
        }
        state = mix(mix(seed + 0x9E3779B97F4A7C15L) ^ h);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in 0 to n - 1. */
    int below(int n) {
        state += 0x9E3779B97F4A7C15L;
        return (int) Math.floorMod(mix(state) >>> 1, (long) n);
    }

    String of(String... cards) {
        return cards[below(cards.length)];
    }
}
