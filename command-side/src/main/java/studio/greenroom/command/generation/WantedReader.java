package studio.greenroom.command.generation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import studio.greenroom.command.admission.LimitSettings;
import studio.greenroom.command.generation.GenerationBody.AttributesBody;
import studio.greenroom.command.generation.GenerationBody.CharacterBody;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Fields;
import studio.greenroom.kernel.prompt.AgeRange;
import studio.greenroom.kernel.prompt.Attributes;
import studio.greenroom.kernel.prompt.CharacterSheet;
import studio.greenroom.kernel.prompt.Preset;
import studio.greenroom.kernel.prompt.PromptLibrary;
import studio.greenroom.kernel.prompt.PromptRequest;
import studio.greenroom.kernel.prompt.Style;
import studio.greenroom.kernel.prompt.Task;
import studio.greenroom.kernel.prompt.Versioned;

/** Reads requests for generations, and says of each field what is wrong with it. */
@Component
class WantedReader {

    static final int MIN_SIDE = 256;
    static final int MAX_SIDE = 2_048;
    private static final int SIDE_STEP = 8;
    private static final int DEFAULT_SIDE = 1_024;
    private static final int MAX_INPUT = 20_000;

    private final PromptLibrary library;
    private final int maxVariants;

    WantedReader(PromptLibrary library, LimitSettings limits) {
        this.library = library;
        this.maxVariants = limits.variants();
    }

    /**
     * @param promptField what the request calls the person's own words
     * @throws studio.greenroom.kernel.problem.Problem VALIDATION_FAILED
     */
    Wanted read(GenerationBody body, String promptField) {
        Fields fields = new Fields();
        GenerationKind kind = fields.oneOf(
                "kind", body.kind(), GenerationKind.IMAGE, List.of(GenerationKind.values()), GenerationKind::word);
        if (body.kind() == null) {
            fields.wrong("kind", "Say bio, text or image.");
        }
        if (body.artistId() != null && !Ids.isId(Ids.ARTIST, body.artistId())) {
            fields.wrong("artistId", "This is no artist's id.");
        }
        boolean image = kind == GenerationKind.IMAGE;
        Preset preset = image ? named(fields, "preset", body.preset(), library::preset) : null;
        Task task = image ? null : named(fields, "task", body.task(), library::task);
        Wanted wanted = new Wanted(
                kind,
                body.artistId(),
                words(fields, body, kind, preset, promptField),
                task,
                input(fields, body.input(), task),
                body.seed() == null ? null : fields.within("seed", body.seed(), 0, 0, GenerationRequested.MAX_SEED, 1),
                (int) fields.within("variants", body.variants(), 1, 1, maxVariants, 1),
                image ? side(fields, "width", body, body.width(), preset == null ? null : preset.width(), 0) : 0,
                image ? side(fields, "height", body, body.height(), preset == null ? null : preset.height(), 1) : 0,
                fields.oneOf(
                        "policy",
                        body.policy(),
                        RetryPolicyName.INTERACTIVE,
                        List.of(RetryPolicyName.values()),
                        RetryPolicyName::word),
                promptField);
        refuse(fields, body, wanted);
        fields.check();
        return wanted;
    }

    private PromptRequest words(
            Fields fields, GenerationBody body, GenerationKind kind, @Nullable Preset preset, String promptField) {
        Persona persona = body.persona() == null ? null : body.persona().persona(fields, "persona.");
        Style style = named(fields, "style", body.style(), library::style);
        if (style != null && !style.serves(kind)) {
            fields.wrong("style", "This style does not serve " + kind.word() + ".");
        }
        return new PromptRequest(
                persona,
                PromptRequest.REQUEST,
                character(fields, body.character()),
                attributes(fields, body.attributes()),
                style,
                preset,
                fields.optional(promptField, body.prompt(), PromptRequest.MAX_WISH),
                fields.optional("negative", body.negative(), PromptRequest.MAX_WISH),
                null);
    }

    /** What can not go together, and what is missing without an artist. */
    private static void refuse(Fields fields, GenerationBody body, Wanted wanted) {
        PromptRequest words = wanted.words();
        boolean image = wanted.kind() == GenerationKind.IMAGE;
        if (wanted.artistId() != null) {
            if (words.persona() != null) {
                fields.wrong("persona", "Leave this out: the artist has one.");
            }
            if (wanted.kind() == GenerationKind.BIO && wanted.variants() > 1) {
                fields.wrong("variants", "An artist has one bio: ask for one, or for a text instead.");
            }
        } else if (wanted.kind() == GenerationKind.BIO && words.persona() == null) {
            fields.wrong("persona", "Say whose bio it is, or name an artist.");
        } else if (wanted.task() == null
                && words.persona() == null
                && words.wish() == null
                && words.preset() == null
                && words.character() == null) {
            fields.wrong("prompt", "Say what you want.");
        }
        if (wanted.kind() == GenerationKind.BIO
                && wanted.task() != null
                && !wanted.task().main().equals("bio")) {
            fields.wrong("task", "This task writes no bio: ask for a text.");
        }
        if (image && body.task() != null) {
            fields.wrong("task", "Tasks are for texts.");
        } else if (!image && body.preset() != null) {
            fields.wrong("preset", "Presets are for pictures.");
        } else if (!image && (body.width() != null || body.height() != null || body.size() != null)) {
            fields.wrong("size", "Texts have no size.");
        }
    }

    private static @Nullable CharacterSheet character(Fields fields, @Nullable CharacterBody body) {
        if (body == null) {
            return null;
        }
        long age = fields.within("character.age", body.age(), 0, CharacterSheet.MIN_AGE, CharacterSheet.MAX_AGE, 1);
        return new CharacterSheet(
                fields.optional("character.name", body.name(), CharacterSheet.MAX_NAME),
                body.age() == null ? null : (int) age,
                fields.optional("character.personality", body.personality(), CharacterSheet.MAX_PERSONALITY),
                fields.optional("character.background", body.background(), CharacterSheet.MAX_BACKGROUND));
    }

    private static @Nullable Attributes attributes(Fields fields, @Nullable AttributesBody body) {
        if (body == null) {
            return null;
        }
        AgeRange range =
                fields.oneOf("attributes.ageRange", body.ageRange(), AgeRange.AGELESS, AgeRange.all(), AgeRange::word);
        return new Attributes(
                fields.optional("attributes.gender", body.gender(), Attributes.MAX),
                body.ageRange() == null ? null : range,
                fields.optional("attributes.ethnicity", body.ethnicity(), Attributes.MAX),
                fields.optional("attributes.bodyType", body.bodyType(), Attributes.MAX),
                fields.optional("attributes.hairStyle", body.hairStyle(), Attributes.MAX),
                fields.optional("attributes.hairColour", body.hairColour(), Attributes.MAX),
                fields.optional("attributes.eyes", body.eyes(), Attributes.MAX),
                fields.optional("attributes.skinTone", body.skinTone(), Attributes.MAX));
    }

    private static Map<String, String> input(Fields fields, @Nullable Map<String, String> given, @Nullable Task task) {
        Map<String, String> input = new LinkedHashMap<>();
        if (given != null && task == null) {
            fields.wrong("input", "Name the task that this is for.");
        } else if (given != null && task != null) {
            given.forEach((name, value) -> {
                Optional<Task.Field> field = task.input().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst();
                if (field.isEmpty()) {
                    fields.wrong("input." + name, "The task has no such field.");
                }
                String text = fields.optional(
                        "input." + name, value, field.map(Task.Field::maxLength).orElse(MAX_INPUT));
                if (text != null) {
                    input.put(name, text);
                }
            });
        }
        return input;
    }

    private static int side(
            Fields fields, String field, GenerationBody body, @Nullable Long given, @Nullable Integer preset, int of) {
        Long own = given;
        String size = body.size();
        if (size != null) {
            if (!size.matches("[0-9]{1,5}x[0-9]{1,5}") || body.width() != null || body.height() != null) {
                if (of == 0) {
                    fields.wrong("size", "Write it as 1024x1024, or give width and height instead.");
                }
                return DEFAULT_SIDE;
            }
            own = Long.valueOf(size.split("x")[of]);
        }
        return (int) fields.within(field, own, preset == null ? DEFAULT_SIDE : preset, MIN_SIDE, MAX_SIDE, SIDE_STEP);
    }

    private static <T extends Versioned> @Nullable T named(
            Fields fields, String field, @Nullable String reference, Function<String, Optional<T>> find) {
        if (reference == null) {
            return null;
        }
        Optional<T> found = find.apply(reference);
        if (found.isEmpty()) {
            fields.wrong(field, "There is no such " + field + ": GET /api/" + field + "s lists them.");
        }
        return found.orElse(null);
    }
}
