package studio.greenroom.art;

/**
 * A small repeatable source of chance: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014). The seed passes a finaliser first, so that neighbouring seeds share nothing.
 */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private long state;

    Dice(long seed) {
        state = mix(seed + GOLDEN);
    }

    /** A bijection that spreads every input bit over all output bits. */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** FNV-1a over UTF-16 units, then mixed; equal on every platform. */
    static long hash(CharSequence text) {
        long h = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(h);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [low, high). */
    double in(double low, double high) {
        return low + (high - low) * unit();
    }

    /** Uniform in 0 to n - 1. */
    int below(int n) {
        return (int) (unit() * n);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Roughly normal, mean 0 and deviation 1: the sum of four uniforms needs no transcendental function. */
    double bell() {
        return (unit() + unit() + unit() + unit() - 2) * 1.732;
    }
}
