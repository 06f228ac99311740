package studio.greenroom.art;

/** Flat mesas under a sun with broad rays, a road and a cactus. */
final class MesasCover implements School {
    private static final double[][] HOURS = {
        {.84, .10, 58, 30}, {.78, .10, 20, 350}, {.86, .10, 82, 40}, {.46, .10, 285, 330}, {.66, .11, 358, 25}
    };

    @Override
    public String paint(Canvas canvas, Commission c, Stages stages) {
        double[] q = HOURS[c.deck().draw("hour", HOURS.length)];
        Colour sky = c.colour(q[0], q[1], c.mood().accent(q[2]));
        Colour ray = sky.mix(c.colour(q[0] * .88, .08, q[3]), .55);
        Colour sun = c.colour(.95, .055, 88);
        Colour rock = c.colour(.55, .15, q[3]);
        Colour earth = c.colour(.36, .09, q[3] + 8);
        Colour dark = c.colour(.24, .05, q[3] > 300 ? 285 : 150);
        Noise noise = new Noise(c.dice("noise").next());
        Dice dice = c.dice("mesas");
        double w = canvas.w();
        double h = canvas.h();
        double sx = w * c.deck().pick("sun", .36, .62, .5, .68);
        double sy = h * c.deck().pick("low", .50, .42, .56);
        canvas.ground(Paint.flat(sky).paper(noise, .02));
        int rays = c.deck().pick("rays", 11, 14, 9);
        for (int i = 0; i < rays; i++) {
            double half = 180.0 / rays / 2;
            double reach = (w + h) * 1.2;
            canvas.fill(
                    new Path()
                            .to(sx, sy)
                            .arc(sx, sy, reach, reach, i * 360.0 / rays - half, i * 360.0 / rays + half)
                            .close(),
                    Paint.flat(ray).paper(noise, .02));
        }
        stages.reach(.3);
        double r = c.deck().pick("radius", 140., 175., 112.);
        canvas.fill(Path.circle(sx, sy, r + 34), sun, .28);
        canvas.fill(Path.circle(sx, sy, r), sun);
        double ground = h * .74;
        for (int row = 0; row < 3; row++) {
            Colour face = sky.mix(rock, .42 + .29 * row);
            double x = dice.in(-160, 0);
            while (x < w + 40) {
                double wide = dice.in(110, 270) * (1 + row * .15);
                double tall = dice.in(70, 230) * (1 - row * .16) * h / 1000;
                mesa(canvas, x, ground + row * 18, wide, tall, face, noise, dice);
                x += wide * dice.in(.72, 1.35) + (row == 2 ? 60 : 0);
            }
            canvas.fill(
                    Path.rect(-5, ground + row * 18 - 8, w + 10, 40),
                    Paint.flat(face.shade(.92, 1)).paper(noise, .02));
            stages.reach(.4 + .1 * row);
        }
        canvas.fill(Path.rect(-5, ground + 36, w + 10, h), Paint.flat(earth).paper(noise, .03));
        double rx = w * c.deck().pick("road", .55, .42, .66);
        Path road = new Path()
                .curve(rx - 3, ground + 36, rx + 40, ground + 70, rx - 60, ground + 130, rx - 190, h + 10)
                .to(rx + 150, h + 10)
                .curve(rx + 150, h + 10, rx + 90, ground + 140, rx + 62, ground + 72, rx + 4, ground + 36)
                .close();
        canvas.fill(road, Paint.flat(earth.shade(.68, .8)).paper(noise, .03));
        double px = rx > w / 2 ? w * .17 : w * .83;
        canvas.fill(cactus(px, h * .93, 230 * h / 1000), dark);
        canvas.fill(cactus(px + (px > w / 2 ? -110 : 110), h * .89, 110 * h / 1000), dark);
        return "flat mesas under a broad-rayed sun, a road and a cactus";
    }

    private static void mesa(
            Canvas canvas, double x, double foot, double wide, double tall, Colour face, Noise noise, Dice dice) {
        double a = wide * dice.in(.10, .20);
        double neck = tall * dice.in(.35, .6);
        Path body = Path.polygon(
                x - a,
                foot,
                x,
                foot - neck,
                x + a * .35,
                foot - neck,
                x + a * .5,
                foot - tall,
                x + wide - a * .5,
                foot - tall,
                x + wide - a * .35,
                foot - neck,
                x + wide,
                foot - neck,
                x + wide + a,
                foot);
        canvas.fill(body, Paint.flat(face).paper(noise, .02));
        Path shadow = Path.polygon(
                x + wide * .62,
                foot - tall,
                x + wide - a * .5,
                foot - tall,
                x + wide - a * .35,
                foot - neck,
                x + wide,
                foot - neck,
                x + wide + a,
                foot,
                x + wide * .74,
                foot,
                x + wide * .66,
                foot - neck * .8,
                x + wide * .70,
                foot - neck);
        canvas.fill(shadow, Paint.flat(face.shade(.86, 1.02)).paper(noise, .02));
        canvas.fill(Path.rect(x + a * .5, foot - tall, wide * .62 - a * .5, 7), face.shade(1.07, .9));
    }

    private static Path cactus(double x, double foot, double tall) {
        double t = tall * .16;
        Path p = column(x, foot, tall, t);
        p.add(Path.rect(x - tall * .30, foot - tall * .46, tall * .30, t * .8))
                .add(column(x - tall * .30 + t * .1, foot - tall * .46 + t * .8, tall * .36, t * .8));
        return p.add(Path.rect(x, foot - tall * .34, tall * .30, t * .8))
                .add(column(x + tall * .30, foot - tall * .34 + t * .8, tall * .42, t * .8));
    }

    private static Path column(double x, double foot, double tall, double t) {
        return new Path()
                .to(x - t / 2, foot)
                .arc(x, foot - tall + t / 2, t / 2, t / 2, 180, 360)
                .to(x + t / 2, foot)
                .close();
    }
}
