package studio.greenroom.art;

/** A two-ink bust on a colour field with the name knocked out across it. */
final class RisoCover implements School {
    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        Colour paper = c.colour(.95, .025, 85);
        double[][] inks = {
            {.63, .20, 28, .20, .08, 270},
            {.78, .16, 75, .22, .09, 300},
            {.66, .13, 190, .21, .09, 20},
            {.62, .17, 262, .2, .06, 30},
            {.68, .2, 350, .22, .09, 255}
        };
        double[] set = inks[c.deck().draw("inks", inks.length)];
        Colour spot = c.colour(set[0], set[1], c.mood().accent(set[2]));
        Colour key = c.colour(set[3], set[4], set[5]);
        Noise noise = new Noise(c.dice("noise").next());
        double w = canvas.w();
        double h = canvas.h();
        canvas.ground(Paint.flat(paper).paper(noise, .012));
        double k = .94 * Math.min(1.3, h / 1000);
        Sitter s = new Sitter(c, w * c.deck().pick("place", .5, .56, .44), h * .40, k);
        Path panel =
                switch (c.deck().draw("panel", 3)) {
                    case 0 -> Path.rect(w * .10, h * .07, w * .80, h * .66);
                    case 1 -> Path.circle(s.cx, s.cy, 370 * k);
                    default -> Path.polygon(-10, -10, w + 10, -10, w + 10, h * .48, -10, h * .82);
                };
        stages.reach(.2);
        RisoPortrait.print(canvas, c, s, panel, spot, key, paper, noise, stages);
        double room = w * .86;
        java.util.List<String> lines = Sleeve.lines(c, 1);
        if (!lines.isEmpty() && Lettering.CONDENSED.measure(lines.get(0)) * 110 > room) {
            lines = Sleeve.lines(c, 2);
        }
        double foot = h * .93;
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            Lettering face = Lettering.HEAVY.measure(line) * 100 > room ? Lettering.CONDENSED : Lettering.HEAVY;
            double size = Math.min(lines.size() > 1 ? 150 : 215, room / face.measure(line));
            double x = (w - face.measure(line) * size) / 2;
            double y = foot - size;
            foot = y - 34;
            Path type = face.set(line, x, y, size);
            canvas.fill(
                    Path.rect(-10, y - 30, w + 20, size + 60), Paint.flat(key).paper(noise, .02));
            canvas.fill(type.shift(-6, 5), spot);
            canvas.fill(type, Paint.flat(paper).paper(noise, .02));
        }
        return "a two-ink bust of someone with " + s.look + (lines.isEmpty() ? "" : ", the name across it");
    }
}
