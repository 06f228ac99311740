package studio.greenroom.art;

/** Hazed ridges, each paler with distance, over a lake that repeats them. */
final class RidgesCover implements School {
    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        double hue = c.mood().accent(c.deck().pick("air", 285., 235., 20., 205., 320., 255., 60.));
        double next = hue + c.deck().pick("drift", 38., -42., 26.);
        boolean dawn = c.deck().draw("hour", 3) != 1;
        double w = canvas.w();
        double h = canvas.h();
        double shore = h * c.deck().pick("shore", .64, .70, .58);
        double chroma = hue > 140 && hue < 240 ? .05 : .06;
        Colour sky = dawn ? c.colour(.90, .035, next) : c.colour(.58, .075, hue);
        Colour zenith = dawn ? c.colour(.76, chroma, hue) : c.colour(.30, .07, hue);
        Colour near = dawn ? c.colour(.27, .06, hue) : c.colour(.13, .04, hue);
        Noise noise = new Noise(c.dice("ridges").next());
        canvas.ground(Paint.linear(0, 0, 0, shore, zenith, sky.mix(zenith, .35), sky));
        double mx = w * c.deck().pick("disc", .33, .66, .27, .72);
        double my = h * .24;
        double r = c.deck().pick("radius", 62., 84., 46.);
        Colour disc = c.colour(dawn ? .975 : .93, .03, dawn ? 80 : 95);
        canvas.halo(mx, my, r * 5, disc, dawn ? .12 : .22);
        canvas.fill(Path.circle(mx, my, r), disc);
        stages.reach(.2);
        int count = c.deck().pick("count", 6, 8, 7);
        for (int i = 0; i < count; i++) {
            double depth = (i + 1.0) / count;
            Colour tone = sky.mix(near, depth * depth * .55 + depth * .45);
            double base = h * .36 + (shore - h * .36) * depth * .93;
            double rise = (120 - 70 * depth) * h / 1000 * (i == 1 ? 1.5 : 1);
            Path ridge = new Path().to(-10, shore);
            for (double x = -10; x <= w + 10; x += 3) {
                double n = noise.fbm(x / (260 - 120 * depth) + i * 31.7, i * 5.3, 5);
                double sharp = 1 - Math.abs(noise.fbm(x / 210 + i * 13, i * 7.1 + 50, 4)) * 2;
                double trees = depth > .8 ? Math.abs(noise.at(x / 5, i)) * 9 : 0;
                ridge.to(x, Math.min(shore - 1, base - rise * (n * .8 + sharp * .55) - trees));
            }
            ridge.to(w + 10, shore).close();
            canvas.fill(ridge, Paint.linear(0, base - rise, 0, base + 70, tone, tone, tone.mix(sky, .45)));
            stages.reach(.2 + .3 * depth);
        }
        water(canvas, shore, noise, near, sky);
        stages.reach(.7);
        boat(canvas, c, shore, near);
        return (dawn ? "pale sun" : "moon") + " over misty ridges and a still lake";
    }

    /** The upper picture mirrored, darkened and combed by ripples that grow towards the viewer. */
    private static void water(Canvas canvas, double shore, Noise noise, Colour near, Colour sky) {
        int top = (int) (shore * canvas.scale);
        int w = canvas.width;
        float[] tint = {near.r(), near.g(), near.b()};
        float[] shine = {sky.r(), sky.g(), sky.b()};
        for (int y = top; y < canvas.height; y++) {
            double d = (y - top) / canvas.scale;
            double deep = d / (canvas.h() - shore);
            for (int x = 0; x < w; x++) {
                double ripple = noise.fbm(x / canvas.scale / (60 + d * .5), d / (3 + d * .035), 3);
                int sy = (int) Math.max(
                        0, Math.min(top - 1, top - (d * 1.18 + ripple * (2 + d * .06)) * canvas.scale - 1));
                int sx = (int) Math.max(0, Math.min(w - 1, x + ripple * 4 * canvas.scale * deep));
                int i = (y * w + x) * 3;
                System.arraycopy(canvas.light, (sy * w + sx) * 3, canvas.light, i, 3);
                canvas.blend(i, tint, (float) (.16 + .30 * deep), Canvas.Blend.OVER);
                if (ripple > .22) {
                    canvas.blend(i, shine, (float) ((ripple - .22) * .35 * (1 - deep)), Canvas.Blend.OVER);
                }
            }
        }
        canvas.fill(Path.rect(0, shore - 1, canvas.w(), 2.2), sky, .55);
    }

    private static void boat(Canvas canvas, Commission c, double shore, Colour ink) {
        double x = canvas.w() * c.deck().pick("boat", .70, .30, .62);
        double y = shore + (canvas.h() - shore) * .46;
        Colour dark = ink.shade(.6, 1);
        canvas.fill(
                new Path()
                        .curve(x - 44, y - 7, x - 20, y + 5, x + 20, y + 5, x + 46, y - 8)
                        .curve(x + 46, y - 8, x, y - 1, x - 44, y - 7)
                        .close(),
                dark);
        canvas.fill(
                Path.blob(x - 3, y - 24, x + 5, y - 20, x + 8, y, x - 7, y).add(Path.circle(x + 1, y - 28, 5)), dark);
        canvas.fill(Path.ribbon(1.4, 1.6, 1.4, x - 16, y - 34, x - 4, y - 12, x + 10, y + 14), dark);
        canvas.fill(Path.ellipse(x, y + 11, 40, 3), dark, .35);
    }
}
