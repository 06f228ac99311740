package studio.greenroom.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import studio.greenroom.kernel.artist.ArtistEvent;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Attempt;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.CostRefunded;
import studio.greenroom.kernel.generation.GenerationEvent.CostReserved;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.LateResultRecorded;
import studio.greenroom.kernel.generation.GenerationEvent.RepeatsAnswered;
import studio.greenroom.kernel.generation.GenerationEvent.VariantFailed;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.generation.ImageResult;
import studio.greenroom.kernel.generation.Lineage;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.kernel.generation.Variant;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.Wire;

/** A history that could have happened: some owners, their artists and generations, events in any possible order. */
public final class RandomHistory {

    private static final List<String> OWNERS =
            List.of(Ids.derived("own", "a"), Ids.derived("own", "b"), Ids.derived("own", "c"));

    private final Random random;
    private final Map<String, String> ownerOf = new HashMap<>();
    private final List<String> artists = new ArrayList<>();
    private final Map<String, GenerationState> generations = new LinkedHashMap<>();
    private final Map<String, Long> revisions = new HashMap<>();
    private final List<Envelope> events = new ArrayList<>();
    private int made;

    private RandomHistory(long seed) {
        this.random = new Random(seed);
    }

    /** At least that many events; a commit of several is never cut. */
    public static List<Envelope> of(long seed, int size) {
        RandomHistory history = new RandomHistory(seed);
        while (history.events.size() < size) {
            history.step();
        }
        return history.events;
    }

    /** As the topic would deliver them. */
    public static List<Delivered> delivered(List<Envelope> events) {
        Map<Integer, Long> ends = new HashMap<>();
        return events.stream()
                .map(event -> {
                    int partition = Wire.partition(event.owner());
                    return new Delivered(partition, ends.merge(partition, 2L, Long::sum), event);
                })
                .toList();
    }

    private void step() {
        if (artists.isEmpty() || random.nextInt(6) == 0) {
            String id = Ids.derived("art", random.nextLong() + "", made++ + "");
            ownerOf.put(id, OWNERS.get(random.nextInt(OWNERS.size())));
            artists.add(id);
            happen(id, new ArtistEvent.ArtistCreated(id, persona()));
        } else if (generations.isEmpty() || random.nextInt(3) == 0) {
            artistStep(artists.get(random.nextInt(artists.size())));
        } else {
            List<String> ids = List.copyOf(generations.keySet());
            generationStep(ids.get(random.nextInt(ids.size())));
        }
    }

    private void artistStep(String id) {
        switch (random.nextInt(8)) {
            case 0 -> happen(id, new ArtistEvent.ArtistEdited(id, persona()));
            case 1 -> happen(id, new ArtistEvent.ArtistDeleted(id));
            case 2 -> happen(id, new ArtistEvent.ArtistRestored(id));
            case 3 -> happen(id, new ArtistEvent.BioApplied(id, "gen_x", random.nextBoolean(), text(40)));
            case 4 -> happen(id, new ArtistEvent.BioOffered(id, "gen_x", random.nextBoolean(), text(40)));
            case 5 -> happen(id, new ArtistEvent.ImageAdded(id, "gen_x", 1 + random.nextInt(4), image(), text(20)));
            default -> request(id);
        }
    }

    private void request(String artist) {
        String id = Ids.derived("gen", random.nextLong() + "", made++ + "");
        ownerOf.put(id, ownerOf.get(artist));
        Cost quote = random.nextBoolean() ? null : Histories.PRICE;
        generationEvent(
                id,
                new GenerationRequested(
                        id,
                        GenerationKind.values()[random.nextInt(3)],
                        random.nextInt(4) == 0 ? null : artist,
                        1,
                        random.nextInt(100),
                        1 + random.nextInt(4),
                        1_024,
                        1_024,
                        "interactive",
                        random.nextBoolean() ? null : "refine-bio@1",
                        random.nextBoolean() ? List.of() : List.of(new Assignment("p", "m"), new Assignment("q", "n")),
                        quote,
                        null,
                        random.nextBoolean() ? null : new Lineage("gen_p", "gen_r", random.nextBoolean()),
                        persona(),
                        random.nextBoolean() ? null : text(20),
                        random.nextBoolean()
                                ? List.of()
                                : List.of(new PromptPart(PromptPart.Role.WISH, text(20), "request"))));
        if (quote != null) {
            generationEvent(id, new CostReserved(id, quote));
        }
    }

    private void generationStep(String id) {
        GenerationState state = generations.get(id);
        if (state.status().ended()) {
            afterTheEnd(state);
        } else if (random.nextInt(15) == 0) {
            generationEvent(id, new GenerationCancelled(id, state.attempts().size()));
            refund(id);
        } else {
            variantStep(state, state.variant(1 + random.nextInt(state.variants().size())));
        }
    }

    private void afterTheEnd(GenerationState state) {
        Cost cost = random.nextBoolean() ? null : Histories.PRICE.of(random.nextInt(100_000));
        if (random.nextInt(4) > 0) {
            return;
        } else if (random.nextBoolean()) {
            generationEvent(state.id(), new RepeatsAnswered(state.id(), 1 + random.nextInt(3), cost));
            return;
        }
        state.attempts().stream()
                .filter(attempt -> attempt.status() == Status.CANCELLED && attempt.cost() == null)
                .findFirst()
                .ifPresent(a -> generationEvent(
                        state.id(),
                        new LateResultRecorded(state.id(), a.variant(), a.number(), random.nextBoolean(), cost)));
    }

    private void variantStep(GenerationState state, Variant variant) {
        List<Attempt> attempts = state.attemptsAt(variant.number());
        Attempt last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        if (variant.status().ended()) {
            return;
        } else if (last != null && last.status() == Status.RUNNING) {
            answer(state, last);
        } else if (last == null || random.nextBoolean()) {
            generationEvent(
                    state.id(), new AttemptStarted(state.id(), variant.number(), attempts.size() + 1, "offline", "m"));
        } else {
            giveUp(state, variant);
        }
    }

    private void answer(GenerationState state, Attempt a) {
        Cost cost = random.nextInt(3) == 0 ? null : Histories.PRICE.of(random.nextInt(60_000));
        boolean good = random.nextBoolean();
        generationEvent(state.id(), good ? succeeded(state, a, cost) : failed(state, a, cost));
        if (cost != null) {
            generationEvent(
                    state.id(), new CostSettled(state.id(), a.variant(), a.number(), cost, random.nextBoolean()));
        }
        if (good && open(state) == 1) {
            end(state.id());
        }
    }

    private AttemptSucceeded succeeded(GenerationState state, Attempt a, Cost cost) {
        boolean image = state.request().kind() == GenerationKind.IMAGE;
        return new AttemptSucceeded(
                state.id(),
                a.variant(),
                a.number(),
                a.provider(),
                a.model(),
                10,
                new Usage(1, 2),
                cost,
                null,
                random.nextBoolean(),
                image ? image() : null,
                image ? null : text(10),
                image || random.nextBoolean() ? null : "{\"words\":7}",
                image ? text(10) : null);
    }

    private AttemptFailed failed(GenerationState state, Attempt a, Cost cost) {
        return new AttemptFailed(
                state.id(),
                a.variant(),
                a.number(),
                a.provider(),
                a.model(),
                FailureCode.PROVIDER_TIMEOUT,
                random.nextInt(1_000),
                random.nextBoolean() ? 500L : null,
                cost,
                "r",
                text(10));
    }

    private void giveUp(GenerationState state, Variant variant) {
        String id = state.id();
        if (open(state) == 1 && state.count(Status.SUCCEEDED) == 0) {
            generationEvent(
                    id,
                    new GenerationFailed(
                            id, FailureCode.INTERNAL, state.attempts().size()));
            refund(id);
        } else {
            generationEvent(id, new VariantFailed(id, variant.number(), FailureCode.INTERNAL));
            if (open(state) == 1) {
                end(id);
            }
        }
    }

    private static long open(GenerationState state) {
        return state.variants().stream().filter(v -> !v.status().ended()).count();
    }

    private void end(String id) {
        generationEvent(
                id, new GenerationSucceeded(id, generations.get(id).count(Status.SUCCEEDED), null, null, null, null));
        refund(id);
    }

    private void refund(String id) {
        long held = generations.get(id).expense().held();
        if (held > 0) {
            generationEvent(id, new CostRefunded(id, Histories.PRICE.of(held)));
        }
    }

    private void generationEvent(String id, GenerationEvent event) {
        generations.compute(id, (key, before) -> GenerationState.evolve(before, event));
        happen(id, event);
    }

    private void happen(String stream, DomainEvent event) {
        long revision = revisions.merge(stream, 1L, Long::sum);
        events.add(Histories.envelope(events.size() + 1L, ownerOf.get(stream), revision, event));
    }

    private Persona persona() {
        return new Persona(
                text(12),
                text(6),
                random.nextBoolean() ? null : text(60),
                random.nextBoolean() ? List.of() : List.of(text(5), text(6)),
                random.nextBoolean() ? null : text(15));
    }

    private ImageResult image() {
        return new ImageResult(
                HexFormat.of().toHexDigits(random.nextInt(1_000), 8).repeat(8),
                "image/png",
                10,
                1_024,
                1_024,
                random.nextBoolean() ? 7L : null,
                "offline",
                "m",
                true,
                random.nextBoolean() ? null : 0x123456);
    }

    private String text(int length) {
        return Histories.text(random, length);
    }
}
