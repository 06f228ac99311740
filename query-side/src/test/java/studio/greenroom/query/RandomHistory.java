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
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.ImageResult;
import studio.greenroom.kernel.generation.Usage;
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
    private final Map<String, Integer> attempts = new LinkedHashMap<>();
    private final Map<String, Boolean> attemptOpen = new HashMap<>();
    private final Map<String, Long> revisions = new HashMap<>();
    private final List<Envelope> events = new ArrayList<>();
    private int made;

    private RandomHistory(long seed) {
        this.random = new Random(seed);
    }

    /** At least that many events; a commit of two is never cut. */
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
        } else if (attempts.isEmpty() || random.nextInt(3) == 0) {
            artistStep(artists.get(random.nextInt(artists.size())));
        } else {
            List<String> generations = List.copyOf(attempts.keySet());
            generationStep(generations.get(random.nextInt(generations.size())));
        }
    }

    private void artistStep(String id) {
        switch (random.nextInt(8)) {
            case 0 -> happen(id, new ArtistEvent.ArtistEdited(id, persona()));
            case 1 -> happen(id, new ArtistEvent.ArtistDeleted(id));
            case 2 -> happen(id, new ArtistEvent.ArtistRestored(id));
            case 3 -> happen(id, new ArtistEvent.BioApplied(id, "gen_x", random.nextBoolean(), text(40)));
            case 4 -> happen(id, new ArtistEvent.BioOffered(id, "gen_x", random.nextBoolean(), text(40)));
            case 5 -> happen(id, new ArtistEvent.ImageAdded(id, "gen_x", image(), text(20)));
            default -> request(id);
        }
    }

    private void request(String artist) {
        String id = Ids.derived("gen", random.nextLong() + "", made++ + "");
        ownerOf.put(id, ownerOf.get(artist));
        attempts.put(id, 0);
        GenerationKind kind = random.nextBoolean() ? GenerationKind.BIO : GenerationKind.IMAGE;
        happen(
                id,
                new GenerationEvent.GenerationRequested(
                        id,
                        artist,
                        kind,
                        1,
                        random.nextInt(100),
                        1_024,
                        1_024,
                        "interactive",
                        persona(),
                        random.nextBoolean() ? null : text(20)));
    }

    private void generationStep(String id) {
        int attempt = attempts.get(id);
        if (random.nextInt(10) == 0) {
            happen(id, new GenerationEvent.GenerationCancelled(id, attempt));
            attempts.remove(id);
        } else if (!attemptOpen.getOrDefault(id, false)) {
            attempts.put(id, attempt + 1);
            attemptOpen.put(id, true);
            happen(id, new GenerationEvent.AttemptStarted(id, attempt + 1, "offline", "m"));
        } else if (random.nextBoolean()) {
            attemptOpen.put(id, false);
            happen(
                    id,
                    new GenerationEvent.AttemptFailed(
                            id,
                            attempt,
                            "offline",
                            "m",
                            FailureCode.PROVIDER_TIMEOUT,
                            random.nextInt(1_000),
                            random.nextBoolean() ? 500L : null,
                            Cost.FREE,
                            "r",
                            text(10)));
        } else {
            happen(
                    id,
                    new GenerationEvent.AttemptSucceeded(id, attempt, "offline", "m", 10, new Usage(1, 2), null, null));
            happen(id, new GenerationEvent.GenerationSucceeded(id, attempt, true, image(), null, text(10)));
            attempts.remove(id);
        }
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
