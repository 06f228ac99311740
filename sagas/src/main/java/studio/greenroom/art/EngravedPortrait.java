package studio.greenroom.art;

/** Ink where a line's phase lies under the tone: one field of lines per material, crossed only in the darks. */
final class EngravedPortrait implements School {
    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        boolean dusk = c.deck().draw("ground", 3) == 2;
        Colour paper = c.colour(.945, .022, 84);
        Colour ink = c.colour(.16, .02, c.deck().pick("ink", 60., 265., 20., 170.));
        Colour accent = c.colour(.56, .205, c.mood().accent(c.deck().pick("accent", 27., 72., 255., 30., 145., 18.)));
        if (c.mood().kind() == Mood.Kind.PASTEL) {
            ink = Colour.oklch(.38, .06, 280);
        }
        Noise noise = new Noise(c.dice("noise").next());
        canvas.ground(Paint.flat(paper).paper(noise, .018));
        Sitter s = c.sitter(canvas);
        int frame = c.deck().draw("frame", 4);
        stages.reach(.2);
        double radius = 345 * s.k;
        Path disc =
                switch (frame) {
                    case 0 -> Path.circle(s.cx, s.cy - 30, radius);
                    case 1 -> oval(canvas, s, 0);
                    case 2 -> Path.ring(s.cx, s.cy - 30, radius, radius, 46, 0, 360);
                    default -> Path.circle(s.cx + 215 * s.k, s.cy - 200 * s.k, 120 * s.k);
                };
        if (frame != 1) {
            canvas.fill(canvas.mask(disc), Paint.flat(accent), Canvas.Blend.INK, .96);
        }
        Plate plate = new Plate(canvas, s);
        stages.reach(.4);
        Mask clear = canvas.mask(disc);
        Mask oval = frame == 1 ? clear : null;
        rule(canvas, plate, s, clear, frame, ink, paper, noise, stages, dusk);
        if (oval != null) {
            canvas.fill(oval(canvas, s, 24).hole().add(oval(canvas, s, 13)), accent);
        }
        return "an engraving of someone with " + s.look;
    }

    private static Path oval(Canvas canvas, Sitter s, double more) {
        return Path.ellipse(
                s.cx, canvas.h() / 2, Math.min(canvas.w() * .43, 372 * s.k / 1.13) + more, canvas.h() * .435 + more);
    }

    private static void rule(
            Canvas canvas,
            Plate plate,
            Sitter s,
            Mask clear,
            int frame,
            Colour ink,
            Colour paper,
            Noise noise,
            Stages stages,
            boolean dusk) {
        float[] black = {ink.r(), ink.g(), ink.b()};
        float[] bare = {paper.r(), paper.g(), paper.b()};
        double pitch = 6.6;
        double step = 1 / canvas.scale;
        int w = canvas.width;
        double rays = StrictMath.PI * 2 / 300;
        for (int y = 0; y < canvas.height; y++) {
            if (y % 160 == 0) {
                stages.reach(.42 + .34 * y / canvas.height);
            }
            for (int x = 0; x < w; x++) {
                int i = y * w + x;
                double ux = x * step - s.cx;
                double uy = y * step - s.cy;
                float k = plate.cover[i] * (frame == 1 ? clear.at(x, y) : 1);
                if (k < 1) {
                    double d = Math.sqrt(ux * ux + (uy + 30) * (uy + 30)) + 1;
                    double cover = clear.at(x, y);
                    double tone = frame == 1
                            ? cover * .30 + .06 * (dusk ? 1 : 0)
                            : (1 - cover)
                                    * Math.min(.62, .22 + d / (dusk ? 1300 : 1700))
                                    * Math.max(0, Math.min(1, (d - 150) / 130));
                    if (frame == 1 && cover < .5) {
                        tone = 0;
                    }
                    double line = frame == 1
                            ? lines((uy + ux * .0006 * ux) / pitch, pitch, tone, step)
                            : lines(angle(uy + 30, ux) / rays, Math.max(.8, d * rays), tone, step);
                    canvas.blend(i * 3, black, (float) (line * (1 - k)), Canvas.Blend.OVER);
                }
                Part part = plate.part(i);
                if (k > 0 && part != null) {
                    canvas.blend(i * 3, bare, k, Canvas.Blend.OVER);
                    canvas.blend(
                            i * 3,
                            black,
                            (float) (k * stroke(part, plate.tone[i], ux / s.k, uy / s.k, pitch, step, noise)),
                            Canvas.Blend.OVER);
                }
            }
        }
    }

    private static double stroke(Part part, float tone, double x, double y, double pitch, double step, Noise noise) {
        if (part.isFeature() && part != Part.LIP_LIGHT) {
            return tone > .5 ? 0 : 1;
        }
        double dark = part == Part.SKIN ? Math.max(0, .10 + (Math.abs(x) - 60) * .0016) : 1 - tone;
        if (part.isSkin()) {
            double edge = Math.max(0, Math.min(.2, y > 172 ? (y - 172) * .002 : 0));
            double phi = (y + x * x * .0011 + noise.at(x / 90, y / 90) * 5) / pitch;
            double first = lines(phi, pitch, Math.min(.66, dark * .92 + edge), step);
            return part == Part.SHADE
                    ? Math.max(first, lines((x * .9 + y * .45) / pitch, pitch * 1.03, .26, step))
                    : first;
        }
        if (part.isHair()) {
            double d = Math.sqrt(x * x + (y + 40) * (y + 40) * .6) + noise.at(x / 70, y / 70) * 8;
            double flow = y < -20 ? d : Math.abs(x) * .95 + 40;
            return lines(flow / pitch, pitch, part == Part.SHEEN ? .50 : part == Part.BACK_HAIR ? .90 : .84, step);
        }
        if (part == Part.HAT || part == Part.HAT_SHADE) {
            return lines((y * .95 - x * x * .0013) / pitch, pitch, part == Part.HAT ? .60 : .86, step);
        }
        boolean collar = part == Part.COLLAR || part == Part.COLLAR_SHADE;
        double phi = collar
                ? (y - x * x * .002) / pitch
                : (y * .8 + Math.abs(x) * .6 + noise.at(x / 160, y / 160) * 14) / pitch;
        double first = lines(phi, pitch, part == Part.COLLAR ? .34 : collar ? .58 : .64, step);
        return part == Part.CLOTH_SHADE
                ? Math.max(first, lines((Math.abs(x) * .8 - y * .6) / pitch, pitch, .5, step))
                : first;
    }

    /** Cover of a ruled field: tone 0 to 1 is the share of each pitch that is inked, softened over one pixel. */
    static double lines(double phase, double pitch, double tone, double step) {
        if (tone <= .015) {
            return 0;
        }
        double f = Math.abs(phase - Math.floor(phase) - .5) * 2;
        double soft = 2 * step / pitch;
        double v = (tone - f) / soft + .5;
        double hard = v < 0 ? 0 : v > 1 ? 1 : v;
        return soft > 1.2 ? tone : hard;
    }

    /** atan2 to about 1e-4 radians by a rational fit; ample for ray phases and far cheaper per pixel. */
    static double angle(double y, double x) {
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        double q = Math.min(ax, ay) / (Math.max(ax, ay) + 1e-12);
        double t = q * q;
        double r = q * (0.9998660 + t * (-0.3302995 + t * (0.1801410 + t * (-0.0851330 + t * 0.0208351))));
        r = ay > ax ? 1.5707963267948966 - r : r;
        r = x < 0 ? 3.141592653589793 - r : r;
        return y < 0 ? -r : r;
    }
}
