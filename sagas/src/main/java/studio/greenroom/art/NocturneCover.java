package studio.greenroom.art;

/** Brushed night: a moon in swirling air over water, and one warm window; or a skyline with its wet reflection. */
final class NocturneCover implements School {
    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        boolean city = c.genre() == Genre.LO_FI;
        double hue = c.mood().accent(c.deck().pick("night", 262., 285., 245., 305., 225., 30.));
        double chroma = hue > 140 && hue < 240 ? .075 : .12;
        Colour night = c.colour(.22, chroma * .8, hue);
        Colour sky = c.colour(.44, chroma, hue);
        Colour pale = c.colour(.64, chroma * .85, hue - 12);
        Colour moon = c.colour(.94, .055, 92);
        Colour lamp = c.colour(.82, .15, 68);
        Colour black = c.mood().kind() == Mood.Kind.PASTEL ? Colour.oklch(.33, .06, hue) : Colour.oklch(.13, .03, hue);
        Dice dice = c.dice("nocturne");
        double w = canvas.w();
        double h = canvas.h();
        double shore = h * c.deck().pick("shore", .70, .64, .75);
        double mx = w * c.deck().pick("moon", .34, .68, .26, .74, .5);
        double my = h * c.deck().pick("high", .27, .20, .33);
        double r = c.deck().pick("radius", 62., 80., 48.);
        canvas.ground(Paint.linear(0, 0, 0, shore, night, sky, sky.shade(.86, 1)));
        canvas.halo(mx, my, r * 6, pale, .55);
        double lx = w * (mx < w / 2 ? dice.in(.54, .68) : dice.in(.32, .46));
        canvas.halo(lx, shore - 10, 210, lamp, .16);
        float[] source = canvas.light.clone();
        canvas.fill(Path.rect(-9, -9, w + 18, h + 18), night.shade(.7, 1), .5);
        Noise noise = new Noise(dice.next());
        Brush brush = new Brush(
                canvas,
                noise,
                mx,
                my,
                r * 3.0,
                3.2 * (dice.chance(.5) ? 1 : -1),
                w * dice.in(.75, .95),
                my + 130,
                80,
                -2.2,
                w * dice.in(.1, .3),
                my + 200,
                70,
                2.0);
        stages.reach(.2);
        brush.strokes((int) (11000 * w * h / 1e6 * shore / h), source, null, null, 5.4, 24, .17, dice);
        stages.reach(.5);
        canvas.fill(Path.circle(mx, my, r), moon);
        if (city) {
            skyline(canvas, c, dice, shore, black, night, lamp);
        } else {
            banks(canvas, noise, shore, lx, black, lamp);
        }
        water(canvas, dice, shore, mx, lx, night, sky, pale.mix(moon, .5), lamp, city);
        stages.reach(.7);
        if (!city) {
            tree(
                    canvas,
                    dice,
                    mx < w / 2 ? w * .93 : w * .07,
                    h + 10,
                    -StrictMath.PI / 2 + (mx < w / 2 ? -.08 : .08),
                    150 * h / 1000,
                    27,
                    7,
                    black);
        }
        return city ? "a night skyline in wet reflection under the moon" : "moon over dark water, one lit window";
    }

    private static void banks(Canvas canvas, Noise noise, double shore, double lx, Colour black, Colour lamp) {
        Path bank = new Path().to(-10, shore + 8);
        for (double x = -10; x < canvas.w() + 10; x += 4) {
            bank.to(x, shore - 12 - 10 * noise.fbm(x / 60, 3, 3) - 4 * Math.abs(noise.at(x / 9, 8)));
        }
        canvas.fill(bank.to(canvas.w() + 10, shore + 8).close(), black);
        canvas.fill(
                house(lx, shore, 40, 44).add(house(lx - 62, shore, 30, 74)).add(house(lx + 54, shore, 26, 30)), black);
        canvas.fill(Path.rect(lx - 7, shore - 32, 14, 17), lamp);
        canvas.halo(lx, shore - 24, 60, lamp, .35);
    }

    private static Path house(double x, double foot, double wide, double tall) {
        double b = wide / 2;
        return Path.rect(x - b, foot - tall, wide, tall + 4)
                .add(Path.polygon(x - b - 6, foot - tall + 2, x, foot - tall - wide * .55, x + b + 6, foot - tall + 2));
    }

    private static void skyline(
            Canvas canvas, Commission c, Dice dice, double shore, Colour black, Colour night, Colour lamp) {
        for (int row = 0; row < 2; row++) {
            Colour wall = row == 0 ? black.mix(night, .75) : black;
            double x = -20;
            while (x < canvas.w()) {
                double wide = dice.in(44, 110);
                double tall = (row == 0 ? dice.in(120, 330) : dice.in(60, 210)) * canvas.h() / 1000;
                canvas.fill(Path.rect(x, shore - tall, wide, tall + 4), wall);
                if (dice.chance(.4)) {
                    canvas.fill(Path.rect(x + wide * .45, shore - tall - dice.in(14, 50), 3, 60), wall);
                }
                for (double wy = shore - tall + 14; wy < shore - 16; wy += 20) {
                    for (double wx = x + 9; wx < x + wide - 14; wx += 16) {
                        if (dice.chance(row == 0 ? .16 : .30)) {
                            canvas.fill(
                                    Path.rect(wx, wy, 7, 10),
                                    dice.chance(.8) ? lamp : c.colour(.8, .09, 200),
                                    dice.in(.45, 1));
                        }
                    }
                }
                x += wide + dice.in(-4, 14);
            }
        }
    }

    private static void water(
            Canvas canvas,
            Dice dice,
            double shore,
            double mx,
            double lx,
            Colour night,
            Colour sky,
            Colour shine,
            Colour lamp,
            boolean city) {
        int top = (int) (shore * canvas.scale);
        double deep = canvas.h() - shore;
        Noise n = new Noise(dice.next());
        for (int y = top; y < canvas.height; y++) {
            double d = (y - top) / canvas.scale;
            for (int x = 0; x < canvas.width; x++) {
                double ripple = n.fbm(x / canvas.scale / 70, d / (3 + d * .03), 3);
                int sy = (int) Math.max(0, top - 1 - (d * 1.1 + ripple * (city ? 16 : 60)) * canvas.scale);
                System.arraycopy(
                        canvas.light,
                        (Math.min(sy, top - 1) * canvas.width + x) * 3,
                        canvas.light,
                        (y * canvas.width + x) * 3,
                        3);
            }
        }
        canvas.fill(
                Path.rect(-5, shore, canvas.w() + 10, deep + 5),
                Paint.linear(0, shore, 0, canvas.h(), night.mix(sky, .3), night.shade(.75, 1)));
        canvas.fill(Path.rect(-5, shore, canvas.w() + 10, 1), night, city ? 0 : 1);
        for (int i = 0; i < 900; i++) {
            double t = dice.unit();
            double y = shore + 4 + deep * t;
            boolean warm = i % 5 == 0;
            double spread = warm ? 10 + 26 * t : 26 + 110 * t;
            double x = (warm ? lx : mx) + dice.bell() * spread * .55;
            double len = (warm ? 7 : 16) + 44 * t * dice.unit();
            double fade = warm ? (1 - t) * .9 : .75 - .45 * t;
            canvas.fill(
                    Path.ribbon(.6, 2.2 + 2.4 * t, .6, x - len, y, x, y + dice.in(-1, 1), x + len, y),
                    warm ? lamp : shine,
                    Math.max(0, fade) * dice.in(.4, 1));
        }
        for (int i = 0; i < 700; i++) {
            double t = dice.unit();
            double x = dice.in(-20, canvas.w() + 20);
            double len = 20 + 70 * t;
            canvas.fill(
                    Path.ribbon(
                            .5,
                            2 + 2 * t,
                            .5,
                            x - len,
                            shore + 4 + deep * t,
                            x,
                            shore + 4 + deep * t + dice.in(-2, 2),
                            x + len,
                            shore + 4 + deep * t),
                    dice.chance(.5) ? sky : night.shade(.7, 1),
                    .35);
        }
    }

    private static void tree(
            Canvas canvas,
            Dice dice,
            double x,
            double y,
            double angle,
            double len,
            double wide,
            int depth,
            Colour ink) {
        double ex = x + StrictMath.cos(angle) * len;
        double ey = y + StrictMath.sin(angle) * len;
        double bend = dice.in(-.08, .08) * len;
        canvas.fill(Path.ribbon(wide, wide * .84, wide * .68, x, y, (x + ex) / 2 + bend, (y + ey) / 2, ex, ey), ink);
        if (depth == 0) {
            return;
        }
        int twigs = dice.chance(.25) ? 3 : 2;
        for (int i = 0; i < twigs; i++) {
            double turn = (i - (twigs - 1) / 2.0) * dice.in(.55, .95) + dice.in(-.12, .12);
            tree(canvas, dice, ex, ey, angle + turn, len * dice.in(.66, .86), wide * .66, depth - 1, ink);
        }
    }

    @Override
    public double grain() {
        return .010;
    }
}
