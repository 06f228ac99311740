package studio.greenroom.query.generation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Variant;
import studio.greenroom.query.artist.ImageView;
import studio.greenroom.query.projection.Json;
import tools.jackson.databind.JsonNode;

/**
 * What came of a variant: a text or a picture; the other is left null.
 *
 * @param data    what a task answered, a JSON object; its main words are the text
 * @param offline made by Greenroom itself, no model was asked
 */
public record ResultView(
        @Nullable String text,
        @Nullable JsonNode data,
        @Nullable ImageView image,
        boolean offline) {

    static @Nullable ResultView of(GenerationRecord generation, Variant variant) {
        Variant.Result result = variant.result();
        if (result == null) {
            return null;
        }
        ImageView image = result.image() == null
                ? null
                : ImageView.of(
                        result.image(),
                        generation.state().id(),
                        variant.number(),
                        Objects.requireNonNullElse(result.altText(), ""),
                        generation.madeAt(variant.number()));
        return new ResultView(
                result.text(), result.data() == null ? null : Json.tree(result.data()), image, result.offline());
    }
}
