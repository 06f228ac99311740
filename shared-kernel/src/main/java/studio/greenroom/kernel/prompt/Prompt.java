package studio.greenroom.kernel.prompt;

import java.util.List;
import java.util.stream.Collectors;
import studio.greenroom.kernel.prompt.PromptPart.Role;

/** An assembled prompt, in its parts and their order. */
public record Prompt(List<PromptPart> parts) {

    public Prompt {
        parts = List.copyOf(parts);
    }

    /** The words of one role, a line for each part; empty when there are none. */
    public String of(Role role) {
        return parts.stream()
                .filter(part -> part.role() == role)
                .map(PromptPart::text)
                .collect(Collectors.joining("\n"));
    }
}
