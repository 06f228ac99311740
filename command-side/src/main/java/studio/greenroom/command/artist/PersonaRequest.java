package studio.greenroom.command.artist;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.problem.Fields;

/** An artist as a person describes them. */
public record PersonaRequest(
        @Nullable String name,
        @Nullable String genre,
        @Nullable String bio,
        @Nullable List<String> traits,
        @Nullable String style) {

    /** @throws studio.greenroom.kernel.problem.Problem VALIDATION_FAILED */
    Persona persona() {
        Fields fields = new Fields();
        Persona persona = persona(fields, "");
        fields.check();
        return persona;
    }

    /** @param prefix of the fields' names, as a larger request calls them */
    public Persona persona(Fields fields, String prefix) {
        return new Persona(
                fields.required(prefix + "name", name, Persona.MAX_NAME),
                fields.required(prefix + "genre", genre, Persona.MAX_GENRE),
                fields.optional(prefix + "bio", bio, Persona.MAX_BIO),
                fields.distinct(prefix + "traits", traits, Persona.MAX_TRAITS, Persona.MAX_TRAIT),
                fields.optional(prefix + "style", style, Persona.MAX_STYLE));
    }
}
