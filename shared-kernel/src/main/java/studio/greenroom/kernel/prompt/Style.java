package studio.greenroom.kernel.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.GenerationKind;

/**
 * How something is to look, or to sound where it is written.
 *
 * @param title        1 to 60 characters, for people
 * @param description  1 to 300 characters, for people; a model never sees it
 * @param kinds        what it serves, at least one
 * @param look         the style in a model's words, 1 to 300 characters
 * @param modifiers    at most 12 of 1 to 80 characters, said after the look unless the wish says them already
 * @param antiPrompts  at most 16 of 1 to 80 characters: what spoils the style
 * @param safety       at most 300 characters that go with this style besides what is always said
 * @param photographic whether it is made better by what makes a photograph look real
 */
public record Style(
        String name,
        int version,
        String title,
        String description,
        List<GenerationKind> kinds,
        String look,
        List<String> modifiers,
        List<String> antiPrompts,
        @Nullable String safety,
        boolean photographic)
        implements Versioned {

    /** @throws IllegalArgumentException that begins with the field's name */
    public Style {
        Bounds.identity(name, version);
        Bounds.words("title", title, 60);
        Bounds.words("description", description, 300);
        Bounds.require(
                kinds != null && !kinds.isEmpty() && kinds.stream().distinct().count() == kinds.size(),
                "kinds",
                "names at least one kind, and each once");
        kinds = List.copyOf(kinds);
        Bounds.words("look", look, 300);
        modifiers = Bounds.list("modifiers", modifiers, 12, 80);
        antiPrompts = Bounds.list("antiPrompts", antiPrompts, 16, 80);
        Bounds.maybeWords("safety", safety, 300);
    }

    public boolean serves(GenerationKind kind) {
        return kinds.contains(kind);
    }
}
