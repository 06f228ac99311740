package studio.greenroom.art;

/** Lays cut sheets: the edge wavers, the sheet has fibres, and a shadow lifts it off what lies below. */
final class Scissors {
    private final Canvas canvas;
    private final Noise noise;

    Scissors(Canvas canvas, Noise noise) {
        this.canvas = canvas;
        this.noise = noise;
    }

    /**
     * @param waver height of the edge's noise in design units, 2 to 7
     * @param lift  strength of the shadow, 0 to 1
     */
    void lay(Path shape, Colour colour, double waver, double lift) {
        Mask mask = canvas.mask(shape.cut(noise, waver));
        if (lift > 0) {
            canvas.shadow(mask, 3.5, 5.5, 7, .30 * lift);
        }
        canvas.fill(mask, Paint.flat(colour).paper(noise, .032), Canvas.Blend.OVER, 1);
    }
}
