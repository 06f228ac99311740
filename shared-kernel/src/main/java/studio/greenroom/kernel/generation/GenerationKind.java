package studio.greenroom.kernel.generation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a generation makes. */
public enum GenerationKind {
    BIO,
    TEXT,
    IMAGE;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
