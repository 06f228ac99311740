package studio.greenroom.kernel.generation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One part of an assembled prompt.
 *
 * @param origin where its words came from: {@code request}, {@code artist:art_…@3}, {@code style:ghibli-like@1},
 *               {@code preset:…@1}, {@code task:…@1}
 */
public record PromptPart(Role role, String text, String origin) {

    /** What a part is for; they stand in a prompt in this order. */
    public enum Role {
        /** What the model is to be and to do; a text model's system message. */
        INSTRUCTIONS,
        STYLE,
        SUBJECT,
        /** What the person asked for in their own words. */
        WISH,
        /** Words that make a picture better whatever it shows. */
        ENHANCER,
        SAFETY,
        /** What is not to be seen. */
        AVOID;

        /** As it stands in answers and events. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
