package studio.greenroom.art;

/** Smooth gradient noise on an integer lattice (Perlin, "Improving noise", 2002) with hashed gradients. */
final class Noise {
    private static final float[] GX = {1, -1, 1, -1, 1.4142f, -1.4142f, 0, 0};
    private static final float[] GY = {1, 1, -1, -1, 0, 0, 1.4142f, -1.4142f};
    private final int salt;

    Noise(long seed) {
        salt = (int) Dice.mix(seed);
    }

    /** A hash of a lattice point; 32 well-mixed bits. */
    int hash(int x, int y) {
        int h = x * 0x27D4EB2D ^ y * 0x165667B1 ^ salt;
        h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
        h = (h ^ (h >>> 12)) * 0x297A2D39;
        return h ^ (h >>> 15);
    }

    /** White noise in [0, 1) for a lattice point. */
    float white(int x, int y) {
        return (hash(x, y) >>> 8) * 0x1.0p-24f;
    }

    /** About -1 to 1, smooth, one feature per unit. */
    double at(double x, double y) {
        double fx = Math.floor(x);
        double fy = Math.floor(y);
        int ix = (int) fx;
        int iy = (int) fy;
        double u = x - fx;
        double v = y - fy;
        double su = u * u * u * (u * (u * 6 - 15) + 10);
        double sv = v * v * v * (v * (v * 6 - 15) + 10);
        double a = grad(ix, iy, u, v);
        double b = grad(ix + 1, iy, u - 1, v);
        double c = grad(ix, iy + 1, u, v - 1);
        double d = grad(ix + 1, iy + 1, u - 1, v - 1);
        double top = a + (b - a) * su;
        double low = c + (d - c) * su;
        return top + (low - top) * sv;
    }

    private double grad(int x, int y, double dx, double dy) {
        int g = hash(x, y) & 7;
        return GX[g] * dx + GY[g] * dy;
    }

    /** Fractal sum of octaves, about -1 to 1; each octave doubles the frequency and halves the height. */
    double fbm(double x, double y, int octaves) {
        double sum = 0;
        double height = 0.6;
        for (int i = 0; i < octaves; i++) {
            sum += height * at(x, y);
            x = x * 2 + 17.13;
            y = y * 2 - 9.71;
            height *= 0.5;
        }
        return sum;
    }
}
