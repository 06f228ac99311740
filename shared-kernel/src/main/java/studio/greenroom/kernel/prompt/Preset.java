package studio.greenroom.kernel.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture for a purpose: what to ask for where the person says nothing else.
 *
 * @param title       1 to 60 characters, for people
 * @param description 1 to 300 characters, for people; a model never sees it
 * @param style       the name of a style, or name@version; null when it goes with any
 * @param wish        at most 1,000 characters, said before the person's own wish
 * @param negative    what is not to be seen, at most 1,000 characters
 * @param width       pixels, 256 to 2048, a multiple of 8, as height; both or neither
 * @param enhancers   at most 12 of 1 to 80 characters that make such a picture better whatever it shows
 */
public record Preset(
        String name,
        int version,
        String title,
        String description,
        @Nullable String style,
        @Nullable Attributes attributes,
        @Nullable String wish,
        @Nullable String negative,
        @Nullable Integer width,
        @Nullable Integer height,
        List<String> enhancers)
        implements Versioned {

    /** @throws IllegalArgumentException that begins with the field's name */
    public Preset {
        Bounds.identity(name, version);
        Bounds.words("title", title, 60);
        Bounds.words("description", description, 300);
        Bounds.maybeWords("style", style, 60);
        if (attributes != null) {
            attributes.check("attributes.");
        }
        Bounds.maybeWords("wish", wish, PromptRequest.MAX_WISH);
        Bounds.maybeWords("negative", negative, PromptRequest.MAX_WISH);
        side("width", width, height);
        side("height", height, width);
        enhancers = Bounds.list("enhancers", enhancers, 12, 80);
    }

    private static void side(String field, @Nullable Integer pixels, @Nullable Integer other) {
        Bounds.require(pixels != null || other == null, field, "is missing");
        Bounds.require(
                pixels == null || pixels >= 256 && pixels <= 2_048 && pixels % 8 == 0,
                field,
                "is a multiple of 8 from 256 to 2048");
    }
}
