package studio.greenroom.kernel.prompt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.PromptPart.Role;

/**
 * Puts prompts together: the same request and library make the same prompt, and each part has its words from one origin.
 * What a person wished for stands as they wrote it; what a style or preset adds is left out where it was said already.
 *
 * <p>Each method throws an IllegalArgumentException for a style that does not serve the kind, for a character or
 * attributes out of bounds, and for a prompt that grows over {@link Prompt#MAX}.
 */
public final class PromptBuilder {

    private static final String EDITORIAL = "Style: a striking editorial picture of a music artist.";
    private static final String SAFETY = "The artist is invented. Do not depict or name real people, brands or "
            + "trademarks, and keep it fit for a general audience.";
    private static final String NO_LETTERS = " No text, letters or watermarks unless asked for.";
    private static final String WRITER = "You write short texts for music artists: concrete, in plain text without "
            + "headings, lists or quotation of these instructions, and about 150 words unless asked for another length.";

    private static final List<String> REALISM = List.of(
            "natural skin texture with visible pores",
            "true-to-life proportions",
            "correct hands",
            "catchlights in the eyes",
            "physically plausible light and shadows");

    private final PromptLibrary library;

    public PromptBuilder(PromptLibrary library) {
        this.library = library;
    }

    public Prompt image(PromptRequest request) {
        check(request, GenerationKind.IMAGE);
        Persona persona = request.persona();
        Preset preset = request.preset();
        Style style = imageStyle(request);
        List<String> said =
                new ArrayList<>(said(request.wish(), request.promptDelta(), preset == null ? null : preset.wish()));

        Parts parts = new Parts();
        String own = persona == null ? null : Words.labelled("Style", persona.style());
        if (style != null) {
            parts.add(Role.STYLE, Words.labelled("Style", manner(style, said)), style(style));
        } else if (own != null) {
            parts.add(Role.STYLE, own, request.personaOrigin());
        } else {
            parts.add(Role.STYLE, EDITORIAL, Parts.BUILDER);
        }
        if (persona != null) {
            parts.add(Role.SUBJECT, "Subject: " + Words.artist(persona) + '.', request.personaOrigin());
        }
        seen(parts, request);
        if (preset != null) {
            parts.add(Role.WISH, preset.wish(), preset(preset));
        }
        wishes(parts, request);

        if (style != null) {
            said.add(style.look());
            said.addAll(style.modifiers());
        }
        if (preset != null) {
            enhance(parts, preset.enhancers(), said, preset(preset));
        }
        if (style != null && style.photographic()) {
            enhance(parts, REALISM, said, Parts.BUILDER);
        }
        parts.add(Role.SAFETY, SAFETY + NO_LETTERS, Parts.BUILDER);
        if (style != null) {
            parts.add(Role.SAFETY, style.safety(), style(style));
        }
        avoid(parts, request, style);
        return parts.prompt();
    }

    /** A request's prompt; what was stored before there were parts is put together now. */
    public Prompt of(GenerationRequested request) {
        if (!request.parts().isEmpty()) {
            return new Prompt(request.parts());
        }
        String origin = "artist:" + request.artistId() + '@' + request.artistRevision();
        PromptRequest words =
                PromptRequest.nothing().persona(request.persona(), origin).wish(request.prompt());
        return request.kind() == GenerationKind.IMAGE ? image(words) : bio(words);
    }

    /** By the task {@code write-bio}; a preset, which is about pictures, is not asked. */
    public Prompt bio(PromptRequest request) {
        Task task = library.task("write-bio").orElseThrow();
        Parts parts = new Parts();
        parts.add(Role.INSTRUCTIONS, task.instructions(), task.origin());
        parts.add(Role.SAFETY, task.safety(), task.origin());
        return written(request, GenerationKind.BIO, parts);
    }

    /** Any text for or about an artist; a preset is not asked. */
    public Prompt text(PromptRequest request) {
        Parts parts = new Parts();
        parts.add(Role.INSTRUCTIONS, WRITER, Parts.BUILDER);
        parts.add(Role.SAFETY, SAFETY, Parts.BUILDER);
        return written(request, GenerationKind.TEXT, parts);
    }

    /** What is to be seen, in one sentence, for those who do not see it; the model says nothing about it. */
    public static String altText(@Nullable Persona persona, @Nullable String wish) {
        String seen = "A generated picture" + (persona == null ? "" : " of " + Words.artist(persona));
        return wish == null || wish.isBlank() ? seen + '.' : seen + ": " + Words.sentence(wish);
    }

    private Prompt written(PromptRequest request, GenerationKind kind, Parts parts) {
        check(request, kind);
        parts.marking();
        Style style = request.style();
        if (style != null) {
            List<String> said = said(request.wish(), request.promptDelta());
            parts.add(Role.STYLE, Words.labelled("Write it in this manner", manner(style, said)), style(style));
            parts.add(Role.SAFETY, style.safety(), style(style));
        }
        if (request.persona() != null) {
            parts.artist(request.persona(), request.personaOrigin(), true);
        }
        seen(parts, request.preset(null));
        wishes(parts, request);
        avoid(parts, request.preset(null), style);
        return parts.prompt();
    }

    private @Nullable Style imageStyle(PromptRequest request) {
        Preset preset = request.preset();
        if (request.style() != null || preset == null || preset.style() == null) {
            return request.style();
        }
        return library.style(preset.style())
                .orElseThrow(() -> new IllegalArgumentException("style " + preset.style() + " is not in the library"));
    }

    private static void check(PromptRequest request, GenerationKind kind) {
        if (request.style() != null) {
            Bounds.require(
                    request.style().serves(kind),
                    "style " + request.style().reference(),
                    "does not serve " + (kind == GenerationKind.IMAGE ? "pictures" : "texts"));
        }
        if (request.attributes() != null) {
            request.attributes().check("attributes.");
        }
        if (request.character() != null) {
            request.character().check("character.");
        }
    }

    /** What can be seen of them: what the request says stands for what the preset says of the same. */
    private static void seen(Parts parts, PromptRequest request) {
        Attributes own = request.attributes();
        Preset preset = request.preset();
        if (preset != null && preset.attributes() != null) {
            Attributes rest =
                    own == null ? preset.attributes() : preset.attributes().without(own);
            parts.add(Role.SUBJECT, Words.labelled("Appearance", rest.words()), preset(preset));
        }
        if (own != null) {
            parts.add(Role.SUBJECT, Words.labelled("Appearance", own.words()), PromptRequest.REQUEST);
        }
        if (request.character() != null) {
            parts.add(Role.SUBJECT, request.character().words(), PromptRequest.REQUEST);
        }
    }

    private static void wishes(Parts parts, PromptRequest request) {
        parts.add(Role.WISH, request.wish(), PromptRequest.REQUEST);
        parts.add(Role.WISH, request.promptDelta(), PromptRequest.REQUEST);
    }

    private static String manner(Style style, List<String> said) {
        List<String> all = new ArrayList<>(List.of(style.look()));
        all.addAll(Words.unsaid(
                style.modifiers(),
                Stream.concat(said.stream(), Stream.of(style.look())).toList()));
        return String.join(", ", all);
    }

    private static void enhance(Parts parts, List<String> enhancers, List<String> said, String origin) {
        List<String> left = Words.unsaid(enhancers, said);
        if (!left.isEmpty()) {
            parts.add(Role.ENHANCER, "Quality: " + String.join(", ", left) + '.', origin);
            said.addAll(left);
        }
    }

    /** The person's own first, so that it is the others that leave out what was said. */
    private static void avoid(Parts parts, PromptRequest request, @Nullable Style style) {
        List<String> said = new ArrayList<>(said(request.negative()));
        parts.add(Role.AVOID, request.negative(), PromptRequest.REQUEST);
        Preset preset = request.preset();
        if (preset != null && preset.negative() != null) {
            List<String> left = Words.unsaid(Arrays.asList(preset.negative().split(",\\s*")), said);
            parts.add(Role.AVOID, String.join(", ", left), preset(preset));
            said.add(preset.negative());
        }
        if (style != null) {
            parts.add(Role.AVOID, String.join(", ", Words.unsaid(style.antiPrompts(), said)), style(style));
        }
    }

    private static List<String> said(@Nullable String... texts) {
        return Stream.of(texts).filter(Objects::nonNull).toList();
    }

    private static String style(Style style) {
        return "style:" + style.reference();
    }

    private static String preset(Preset preset) {
        return "preset:" + preset.reference();
    }
}
