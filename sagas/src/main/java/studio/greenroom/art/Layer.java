package studio.greenroom.art;

/** One piece of the sitter, painted over those before it, and cut off where its clip (if any) ends. */
record Layer(Part part, Path shape, Path clip) {
    Mask mask(Canvas canvas) {
        Mask mask = canvas.mask(shape);
        return clip == null ? mask : mask.within(canvas.mask(clip), false);
    }
}
