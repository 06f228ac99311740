package studio.greenroom.art;

/** A dot screen as a printing plate has it. */
final class Halftone {
    private final double c;
    private final double s;
    private final double pitch;

    /**
     * @param pitch   distance of dots in design units, 9 to 12
     * @param degrees turn of the screen
     */
    Halftone(double pitch, double degrees) {
        this.pitch = pitch;
        c = StrictMath.cos(degrees * StrictMath.PI / 180) / pitch;
        s = StrictMath.sin(degrees * StrictMath.PI / 180) / pitch;
    }

    /** Cover 0 to 1 at a point for an ink of the given strength: dots that grow, then holes that close. */
    double at(double x, double y, double ink, double scale) {
        if (ink < .04) {
            return 0;
        }
        if (ink > .9) {
            return 1;
        }
        boolean holes = ink > .55;
        double u = x * c + y * s;
        double v = y * c - x * s;
        u -= Math.floor(u) + .5;
        v -= Math.floor(v) + .5;
        if (holes) {
            u = u < 0 ? u + .5 : u - .5;
            v = v < 0 ? v + .5 : v - .5;
        }
        double r = Math.sqrt((holes ? 1 - ink : ink) / StrictMath.PI);
        double edge = (r - Math.sqrt(u * u + v * v)) * pitch * scale + .5;
        double dot = edge < 0 ? 0 : edge > 1 ? 1 : edge;
        return holes ? 1 - dot : dot;
    }
}
