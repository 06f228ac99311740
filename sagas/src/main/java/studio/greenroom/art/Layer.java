package studio.greenroom.art;

import org.jspecify.annotations.Nullable;

/** One piece of the sitter, painted over those before it, and cut off where its clip (if any) ends. */
record Layer(Part part, Path shape, @Nullable Path clip) {
    Mask mask(Canvas canvas) {
        Mask mask = canvas.mask(shape);
        return clip == null ? mask : mask.within(canvas.mask(clip), false);
    }
}
