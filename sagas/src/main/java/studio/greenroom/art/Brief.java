package studio.greenroom.art;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a picture is asked to be. Every text may be null or empty; the drawing then chooses for itself.
 *
 * @param title  the artist's name, lettered on covers when the letters exist in the built-in alphabet
 * @param genre  a music genre in free words; an unknown one is given a school by its hash
 * @param style  visual style words; some name a technique ("engraving") or a palette ("noir")
 * @param traits character traits, which lean on the sitter's eyes and hair
 * @param prompt what to show; words such as "cover" or "landscape" ask for a cover instead of a portrait
 * @param seed   any number; neighbouring seeds give clearly different siblings
 * @param width  pixels, 256 to 2048
 * @param height pixels, 256 to 2048
 */
public record Brief(
        String title,
        String genre,
        String style,
        List<String> traits,
        String prompt,
        long seed,
        int width,
        int height) {

    /** Smallest side, in pixels. */
    public static final int MIN_SIDE = 256;
    /** Largest side, in pixels. */
    public static final int MAX_SIDE = 2048;

    /** @throws IllegalArgumentException when a side is outside 256 to 2048 pixels */
    public Brief(
            @Nullable String title,
            @Nullable String genre,
            @Nullable String style,
            @Nullable List<@Nullable String> traits,
            @Nullable String prompt,
            long seed,
            int width,
            int height) {
        if (width < MIN_SIDE || width > MAX_SIDE || height < MIN_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "a picture's sides are 256 to 2048 pixels, not " + width + " x " + height);
        }
        this.title = Objects.requireNonNullElse(title, "");
        this.genre = Objects.requireNonNullElse(genre, "");
        this.style = Objects.requireNonNullElse(style, "");
        this.traits = traits == null
                ? List.of()
                : traits.stream().filter(Objects::nonNull).toList();
        this.prompt = Objects.requireNonNullElse(prompt, "");
        this.seed = seed;
        this.width = width;
        this.height = height;
    }
}
