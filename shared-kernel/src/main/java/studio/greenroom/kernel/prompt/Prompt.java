package studio.greenroom.kernel.prompt;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.generation.PromptPart.Role;

/** An assembled prompt, in its parts and their order. */
public record Prompt(List<PromptPart> parts) {

    /** Characters of all parts together. */
    public static final int MAX = 32_000;

    /** How a person's words are marked for a text model; they can not contain the mark themselves. */
    private static final Pattern MARK = Pattern.compile("(?i)<\\s*+/?+\\s*+words\\s*+>");

    /**
     * What a model of pictures is given.
     *
     * @param negative what is not to be seen; null where there is nothing, or where it is said in the positive words
     */
    public record ForModel(String positive, @Nullable String negative) {}

    public Prompt {
        parts = List.copyOf(parts);
    }

    /** The words of one role, a line for each part; empty when there are none. */
    public String of(Role role) {
        return texts(role).collect(Collectors.joining("\n"));
    }

    /** For a model of pictures; one that knows no negative prompt is asked to leave out what is not to be seen. */
    public ForModel forModel(boolean knowsNegative) {
        String avoid = texts(Role.AVOID).collect(Collectors.joining(", "));
        Stream<String> said = Stream.of(
                        texts(Role.INSTRUCTIONS),
                        texts(Role.STYLE),
                        texts(Role.SUBJECT),
                        texts(Role.WISH).map(wish -> "Show: " + Words.sentence(wish)),
                        texts(Role.ENHANCER),
                        texts(Role.SAFETY),
                        knowsNegative ? Stream.<String>empty() : leaveOut())
                .flatMap(texts -> texts);
        return new ForModel(said.collect(Collectors.joining("\n")), knowsNegative && !avoid.isEmpty() ? avoid : null);
    }

    /** What a text model is to be and to do; it can not be talked out of it by what {@link #user} says. */
    public String system() {
        return Stream.of(Role.INSTRUCTIONS, Role.SAFETY).flatMap(this::texts).collect(Collectors.joining("\n"));
    }

    /** What a text model works on; between {@code <words>} and {@code </words>} stands what a person wished. */
    public String user() {
        return Stream.of(
                        texts(Role.STYLE).map(Prompt::unmarked),
                        texts(Role.SUBJECT).map(Prompt::unmarked),
                        texts(Role.WISH).map(Prompt::marked),
                        texts(Role.ENHANCER).map(Prompt::unmarked),
                        leaveOut().map(Prompt::marked))
                .flatMap(texts -> texts)
                .collect(Collectors.joining("\n\n"));
    }

    private Stream<String> leaveOut() {
        String avoid = texts(Role.AVOID).collect(Collectors.joining(", "));
        return avoid.isEmpty() ? Stream.empty() : Stream.of("Leave out: " + Words.sentence(avoid));
    }

    private Stream<String> texts(Role role) {
        return parts.stream().filter(part -> part.role() == role).map(PromptPart::text);
    }

    private static String marked(String words) {
        return "<words>" + unmarked(words) + "</words>";
    }

    /** Again and again: taking one out may put the next together. */
    private static String unmarked(String words) {
        String text = words;
        for (String before = ""; !before.equals(text); ) {
            before = text;
            text = MARK.matcher(text).replaceAll("");
        }
        return text;
    }
}
