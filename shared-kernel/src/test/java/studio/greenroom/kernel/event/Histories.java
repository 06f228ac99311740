package studio.greenroom.kernel.event;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import studio.greenroom.kernel.artist.ArtistEvent;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.ImageResult;
import studio.greenroom.kernel.generation.Lineage;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.generation.Usage;

/** Events for tests, one of each kind, and envelopes around them. */
public final class Histories {

    public static final String OWNER = "own_00000000000000000000000001";
    public static final String ARTIST = "art_00000000000000000000000001";
    public static final String GENERATION = "gen_00000000000000000000000001";
    public static final Persona MARA = new Persona(
            "Mara Solvei",
            "ambient",
            "She scores the hour after the last train.",
            List.of("patient", "dry"),
            "rain-lit noir");
    public static final ImageResult IMAGE = new ImageResult(
            "ab".repeat(32), "image/png", 1_234, 1_024, 1_024, 7L, "offline", "greenroom-art/1", true, 0x123456);

    public static final Cost PRICE = new Cost(80_000, "EUR", 1);

    private Histories() {}

    /** Every event there is, in an order that folds. */
    public static List<DomainEvent> everyEvent() {
        return List.of(
                new ArtistEvent.ArtistCreated(ARTIST, MARA),
                new ArtistEvent.ArtistEdited(ARTIST, MARA.withBio(null)),
                new ArtistEvent.BioOffered(ARTIST, GENERATION, false, "An offer."),
                new ArtistEvent.BioApplied(ARTIST, GENERATION, true, "A bio."),
                new ArtistEvent.ImageAdded(ARTIST, GENERATION, 1, IMAGE, "A portrait"),
                new ArtistEvent.ArtistDeleted(ARTIST),
                new ArtistEvent.ArtistRestored(ARTIST),
                requested(2),
                new GenerationEvent.CostReserved(GENERATION, PRICE),
                new GenerationEvent.AttemptStarted(GENERATION, 1, 1, "offline", "greenroom-art/1"),
                new GenerationEvent.AttemptStarted(GENERATION, 2, 1, "offline", "greenroom-art/1"),
                new GenerationEvent.AttemptFailed(
                        GENERATION,
                        1,
                        1,
                        "offline",
                        "greenroom-art/1",
                        FailureCode.PROVIDER_TIMEOUT,
                        60_000,
                        2_000L,
                        Cost.FREE,
                        "req-1",
                        "no answer"),
                new GenerationEvent.AttemptStarted(GENERATION, 1, 2, "offline", "greenroom-art/1"),
                new GenerationEvent.AttemptSucceeded(
                        GENERATION,
                        1,
                        2,
                        "offline",
                        "greenroom-art/1",
                        900,
                        new Usage(10, 20),
                        PRICE.of(1_000),
                        "req-2",
                        true,
                        IMAGE,
                        null,
                        null,
                        "A portrait"),
                new GenerationEvent.CostSettled(GENERATION, 1, 2, PRICE.of(1_000), false),
                new GenerationEvent.VariantFailed(GENERATION, 2, FailureCode.DEADLINE_EXCEEDED),
                new GenerationEvent.GenerationSucceeded(GENERATION, 1, null, null, null, null),
                new GenerationEvent.CostRefunded(GENERATION, PRICE.of(79_000)),
                new GenerationEvent.RepeatsAnswered(GENERATION, 3, PRICE.of(3_000)),
                new GenerationEvent.GenerationFailed(GENERATION, FailureCode.DEADLINE_EXCEEDED, 2),
                new GenerationEvent.GenerationCancelled(GENERATION, 2),
                new GenerationEvent.LateResultRecorded(GENERATION, 2, 1, true, Cost.FREE));
    }

    /** A picture that is asked for in so many variants. */
    public static GenerationEvent.GenerationRequested requested(int variants) {
        return new GenerationEvent.GenerationRequested(
                GENERATION,
                GenerationKind.IMAGE,
                ARTIST,
                1,
                7,
                variants,
                1_024,
                1_024,
                "interactive",
                null,
                List.of(new Assignment("offline", "greenroom-art/1")),
                PRICE,
                "cd".repeat(32),
                new Lineage("gen_00000000000000000000000000", "gen_00000000000000000000000000", true),
                MARA,
                "by the sea",
                List.of(new PromptPart(PromptPart.Role.WISH, "by the sea", "request")));
    }

    /** A plain request: seed 5, no chain, nothing to pay. */
    public static GenerationEvent.GenerationRequested requested(
            String id, String artist, GenerationKind kind, int variants) {
        return new GenerationEvent.GenerationRequested(
                id,
                kind,
                artist,
                1,
                5,
                variants,
                0,
                0,
                "interactive",
                null,
                List.of(),
                null,
                null,
                null,
                MARA,
                "short",
                List.of());
    }

    /** An envelope as the store would give it. */
    public static Envelope envelope(long position, String owner, long revision, DomainEvent event) {
        EventCatalog.Entry entry = EventCatalog.of(event);
        EventCodec.Parts parts = EventCodec.write(event);
        return new Envelope(
                position,
                "evt_" + position,
                event.streamId(),
                entry.streamType(),
                revision,
                entry.type(),
                entry.revision(),
                Instant.parse("2026-11-21T10:00:00.123456Z").plusSeconds(position),
                owner,
                owner,
                "cmd_" + position,
                0,
                "cmd_1",
                "cmd_" + position,
                "opr_1",
                parts.payload(),
                parts.personal(),
                null);
    }

    public static String text(Random random, int length) {
        return random.ints(length, 0x20, 0x2fff)
                .filter(Character::isDefined)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
