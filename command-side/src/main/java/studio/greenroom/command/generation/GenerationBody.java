package studio.greenroom.command.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.artist.PersonaRequest;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Fields;
import studio.greenroom.kernel.problem.Problem;

/**
 * A request for a generation as JSON. Everything may be left out, but the kind where the address does not say it.
 *
 * @param kind      bio, text or image
 * @param artistId  whom it is for
 * @param task      name, or name@version, of a language model's task
 * @param input     the task's fields by name
 * @param persona   who it is about, where there is no artist
 * @param style     name, or name@version, as {@code preset}
 * @param prompt    in the person's own words; what a bio is to be like, too
 * @param negative  what is not to be seen
 * @param seed      0 to 2^53−1; drawn when it is left out
 * @param variants  how many, each with a seed of its own
 * @param size      width and height in one, such as 1024x1024
 * @param policy    interactive, also when it is left out, or patient
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GenerationBody(
        @Nullable String kind,
        @Nullable String artistId,
        @Nullable String task,
        @Nullable Map<String, String> input,
        @Nullable PersonaRequest persona,
        @Nullable CharacterBody character,
        @Nullable AttributesBody attributes,
        @Nullable String style,
        @Nullable String preset,
        @Nullable String prompt,
        @Nullable String negative,
        @Nullable Long seed,
        @Nullable Long variants,
        @Nullable Long width,
        @Nullable Long height,
        @Nullable String size,
        @Nullable String policy) {

    static final GenerationBody EMPTY = new GenerationBody(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** Who somebody is beyond what can be seen. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CharacterBody(
            @Nullable String name,
            @Nullable Long age,
            @Nullable String personality,
            @Nullable String background) {}

    /** What can be seen of somebody. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AttributesBody(
            @Nullable String gender,
            @Nullable String ageRange,
            @Nullable String ethnicity,
            @Nullable String bodyType,
            @Nullable String hairStyle,
            @Nullable String hairColour,
            @Nullable String eyes,
            @Nullable String skinTone) {}

    /**
     * The same, asked for at an artist's address.
     *
     * @throws Problem NOT_FOUND when that is no artist's, VALIDATION_FAILED when the body says something else
     */
    GenerationBody forArtist(GenerationKind itsKind, String itsArtist) {
        if (!Ids.isId(Ids.ARTIST, itsArtist)) {
            throw Problem.notFound();
        }
        Fields fields = new Fields();
        if (kind != null && !kind.equals(itsKind.word())) {
            fields.wrong("kind", "The address says it: " + itsKind.word() + ".");
        }
        if (artistId != null && !artistId.equals(itsArtist)) {
            fields.wrong("artistId", "The address names another artist.");
        }
        fields.check();
        return new GenerationBody(
                itsKind.word(),
                itsArtist,
                task,
                input,
                persona,
                character,
                attributes,
                style,
                preset,
                prompt,
                negative,
                seed,
                variants,
                width,
                height,
                size,
                policy);
    }
}
