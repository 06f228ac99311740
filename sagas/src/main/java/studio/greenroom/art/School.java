package studio.greenroom.art;

/** A hand that draws: one technique with its palettes and layouts. Schools keep no state, so one serves all. */
interface School {
    /** Paints the whole canvas, reporting 0.1 to 0.8, and answers what is seen, as the end of a sentence. */
    String paint(Canvas canvas, Commission commission, Stages stages);

    /** Deviation of the grain in encoded units. */
    default double grain() {
        return 0.006;
    }

    /** Width of the picture's own border in design units; the mark has to stand inside it. */
    default double border() {
        return 0;
    }
}
