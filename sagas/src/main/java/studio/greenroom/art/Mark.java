package studio.greenroom.art;

/** Four tiny shapes, bottom right, that say a procedure drew this. */
final class Mark {
    private Mark() {}

    /** @param border width of the picture's own border, in design units */
    static void stamp(Canvas canvas, double border) {
        double x = canvas.w() - 52 - border;
        double y = canvas.h() - 28 - border;
        Path mark = Path.rect(x, y - 13, 4, 13)
                .add(Path.rect(x + 7, y - 9, 4, 9))
                .add(Path.rect(x + 14, y - 5, 4, 5))
                .add(Path.circle(x + 22.5, y - 2, 2.2));
        int row = (int) ((y - 6) * canvas.scale);
        int column = (int) ((x + 10) * canvas.scale);
        int i = (row * canvas.width + column) * 3;
        double ground = (canvas.light[i] + canvas.light[i + 1] + canvas.light[i + 2]) / 3;
        Colour ink = ground > 0.25 ? Colour.oklch(.2, .02, 280) : Colour.oklch(.96, .02, 90);
        canvas.fill(mark, ink, .55);
    }
}
