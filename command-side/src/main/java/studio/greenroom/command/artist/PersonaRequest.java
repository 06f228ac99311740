package studio.greenroom.command.artist;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.problem.Fields;

/** An artist as a person describes them. */
record PersonaRequest(
        @Nullable String name,
        @Nullable String genre,
        @Nullable String bio,
        @Nullable List<String> traits,
        @Nullable String style) {

    /** @throws studio.greenroom.kernel.problem.Problem VALIDATION_FAILED */
    Persona persona() {
        Fields fields = new Fields();
        String validName = fields.required("name", name, Persona.MAX_NAME);
        String validGenre = fields.required("genre", genre, Persona.MAX_GENRE);
        String validBio = fields.optional("bio", bio, Persona.MAX_BIO);
        List<String> validTraits = fields.distinct("traits", traits, Persona.MAX_TRAITS, Persona.MAX_TRAIT);
        String validStyle = fields.optional("style", style, Persona.MAX_STYLE);
        fields.check();
        return new Persona(validName, validGenre, validBio, validTraits, validStyle);
    }
}
