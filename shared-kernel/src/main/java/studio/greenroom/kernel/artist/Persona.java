package studio.greenroom.kernel.artist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who an artist is, in the words of their maker.
 *
 * @param name   1 to 80 characters
 * @param genre  1 to 60 characters
 * @param bio    at most 2,000 characters; null when there is none yet
 * @param traits at most 8, each 1 to 40 characters, no two alike
 * @param style  what their pictures look like, at most 200 characters; null when nothing was said
 */
public record Persona(
        String name,
        String genre,
        @Nullable String bio,
        List<String> traits,
        @Nullable String style) {

    public static final int MAX_NAME = 80;
    public static final int MAX_GENRE = 60;
    public static final int MAX_BIO = 2_000;
    public static final int MAX_TRAITS = 8;
    public static final int MAX_TRAIT = 40;
    public static final int MAX_STYLE = 200;

    public Persona {
        traits = List.copyOf(traits);
    }

    public Persona withBio(@Nullable String newBio) {
        return new Persona(name, genre, newBio, traits, style);
    }
}
