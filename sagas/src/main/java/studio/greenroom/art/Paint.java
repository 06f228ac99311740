package studio.greenroom.art;

/** A colour for every point; flat colours, gradients and textures are all paints. */
interface Paint {
    /** Writes linear light at a point in design units into {@code out[0..2]}. */
    void at(double x, double y, float[] out);

    static Paint flat(Colour c) {
        return (x, y, out) -> {
            out[0] = c.r();
            out[1] = c.g();
            out[2] = c.b();
        };
    }

    /** Steps through the stops from one point to another, in OKLab. */
    static Paint linear(double x0, double y0, double x1, double y1, Colour... stops) {
        float[] ramp = Colour.ramp(256, stops);
        double dx = x1 - x0;
        double dy = y1 - y0;
        double inv = 1 / (dx * dx + dy * dy);
        return (x, y, out) -> pick(ramp, ((x - x0) * dx + (y - y0) * dy) * inv, out);
    }

    /** Steps through the stops from a centre out to a radius. */
    static Paint radial(double cx, double cy, double radius, Colour... stops) {
        float[] ramp = Colour.ramp(256, stops);
        return (x, y, out) -> {
            double dx = x - cx;
            double dy = y - cy;
            pick(ramp, Math.sqrt(dx * dx + dy * dy) / radius, out);
        };
    }

    /** This paint, lighter and darker by fractal noise, as paper fibres make it. */
    default Paint paper(Noise noise, double amount) {
        return (x, y, out) -> {
            at(x, y, out);
            float k = (float) (1 + amount * (noise.at(x / 3.1, y / 3.1) + 0.8 * noise.at(x / 41, y / 41)));
            out[0] *= k;
            out[1] *= k;
            out[2] *= k;
        };
    }

    /** Looks a colour up between two steps of a ramp, so that no step shows as a band. */
    static void pick(float[] ramp, double t, float[] out) {
        int last = ramp.length / 3 - 1;
        double at = t <= 0 ? 0 : t >= 1 ? last : t * last;
        int i = Math.min((int) at, last - 1);
        float f = (float) (at - i);
        for (int k = 0; k < 3; k++) {
            out[k] = ramp[i * 3 + k] + (ramp[i * 3 + 3 + k] - ramp[i * 3 + k]) * f;
        }
    }
}
