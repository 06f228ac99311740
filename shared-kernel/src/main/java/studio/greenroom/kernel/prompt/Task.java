package studio.greenroom.kernel.prompt;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.PromptPart.Role;

/**
 * Something a text model is asked to do, with what it is given and the shape of its answer.
 *
 * @param title        1 to 60 characters, for people
 * @param description  1 to 300 characters, for people; a model never sees it
 * @param instructions 1 to 4,000 characters
 * @param safety       1 to 500 characters
 * @param input        1 to 10 fields, no two of one name
 * @param output       what the answer has to be
 * @param main         the property of the output that is the text; the others are about it
 */
public record Task(
        String name,
        int version,
        String title,
        String description,
        String instructions,
        String safety,
        List<Field> input,
        TaskSchema output,
        String main)
        implements Versioned {

    /**
     * What a task is given.
     *
     * @param name      as in requests; letters, at most 40
     * @param title     1 to 60 characters, for people and for the model
     * @param role      SUBJECT for material, WISH for what a person wants
     * @param maxLength characters, 1 to 20,000
     */
    public record Field(String name, String title, Role role, int maxLength, boolean required) {

        public Field {
            Bounds.words("name", name, 40);
            Bounds.require(name.matches("[a-z][A-Za-z]*"), "name", "is letters in camel case");
            Bounds.words("title", title, 60);
            Bounds.require(role == Role.SUBJECT || role == Role.WISH, "role", "is subject or wish");
            Bounds.require(maxLength >= 1 && maxLength <= 20_000, "maxLength", "is a number from 1 to 20000");
        }
    }

    /** @throws IllegalArgumentException that begins with the field's name */
    public Task {
        Bounds.identity(name, version);
        Bounds.words("title", title, 60);
        Bounds.words("description", description, 300);
        Bounds.words("instructions", instructions, 4_000);
        Bounds.words("safety", safety, 500);
        Bounds.require(input != null && !input.isEmpty() && input.size() <= 10, "input", "has 1 to 10 fields");
        input = List.copyOf(input);
        Set<String> names = new HashSet<>();
        for (Field field : input) {
            Bounds.require(names.add(field.name()), "input", "has two fields " + field.name());
        }
        Bounds.require(output != null, "output", "is missing");
        Bounds.words("main", main, 40);
        Bounds.require(output.isText(main), "main", "is no text of the output");
    }

    /** Of the parts that this task adds. */
    public String origin() {
        return "task:" + reference();
    }

    /**
     * @param values        by the names of the fields; a blank one counts as left out
     * @param personaOrigin where the persona came from; their bio is left out where the task is given a bio of its own
     * @throws IllegalArgumentException that names the field: one that the task does not have, that is required and
     *     missing, or that is too long
     */
    public Prompt prompt(Map<String, String> values, @Nullable Persona persona, String personaOrigin) {
        for (String given : values.keySet()) {
            Bounds.require(input.stream().anyMatch(field -> field.name().equals(given)), given, "is not asked for");
        }
        Parts parts = new Parts();
        parts.add(Role.INSTRUCTIONS, instructions, origin());
        parts.add(Role.SAFETY, safety, origin());
        parts.marking();
        if (persona != null) {
            boolean ownBio = input.stream().anyMatch(field -> field.name().equals("bio"));
            parts.artist(persona, personaOrigin, !ownBio);
        }
        for (Field field : input) {
            String value = values.getOrDefault(field.name(), "").strip();
            Bounds.require(!value.isEmpty() || !field.required(), field.name(), "is missing");
            Bounds.require(
                    value.codePointCount(0, value.length()) <= field.maxLength(),
                    field.name(),
                    "is longer than " + field.maxLength() + " characters");
            String text = field.role() == Role.WISH || value.isEmpty() ? value : field.title() + ":\n" + value;
            parts.add(field.role(), text, PromptRequest.REQUEST);
        }
        return parts.prompt();
    }
}
