package studio.greenroom.prose;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a bio is asked to be about. Every text may be null or empty.
 *
 * @param name        the artist's name; at most 80 characters and twelve words of it are used
 * @param genre       a genre in free words
 * @param traits      character traits; at most three are shown
 * @param style       visual style words
 * @param currentBio  the bio as it stands; the new one never repeats it word for word
 * @param instruction a wish such as "shorter", "darker" or "less warm"; an unknown wish changes nothing
 * @param seed        any number; equal briefs give equal text
 */
public record BioBrief(
        String name,
        String genre,
        List<String> traits,
        String style,
        String currentBio,
        String instruction,
        long seed) {
    public BioBrief(
            @Nullable String name,
            @Nullable String genre,
            @Nullable List<@Nullable String> traits,
            @Nullable String style,
            @Nullable String currentBio,
            @Nullable String instruction,
            long seed) {
        this.name = Objects.requireNonNullElse(name, "");
        this.genre = Objects.requireNonNullElse(genre, "");
        this.traits = traits == null
                ? List.of()
                : traits.stream().filter(Objects::nonNull).toList();
        this.style = Objects.requireNonNullElse(style, "");
        this.currentBio = Objects.requireNonNullElse(currentBio, "");
        this.instruction = Objects.requireNonNullElse(instruction, "");
        this.seed = seed;
    }
}
