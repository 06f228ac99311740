package studio.greenroom.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import studio.greenroom.standalone.Failure;
import studio.greenroom.standalone.Stop;
import studio.greenroom.standalone.terminal.Row;
import studio.greenroom.standalone.terminal.Terminal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An artist is made, with a bio and an image, and everything that happens is told. */
final class Demo {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration LOOK_UP = Duration.ofMillis(200);
    /** A number that people can repeat; any up to 2⁵³ − 1 would do. */
    private static final int SEEDS = 1_000_000;

    private static final String NAME = "Mara Solvei";
    private static final String GENRE = "ambient";
    private static final Map<String, Object> PERSONA = Map.of(
            "name",
            NAME,
            "genre",
            GENRE,
            "traits",
            List.of("night owl", "collects field recordings", "patient"),
            "style",
            "soft grain, teal and amber, after the rain");

    private final Api api;
    private final Story story;
    private final Terminal terminal;
    private final Path data;
    private final Stop stop;
    private final ObjectNode result = Api.JSON.createObjectNode();
    private final ArrayNode events = Api.JSON.createArrayNode();
    private final Map<String, String> waiting = new HashMap<>();
    private final Map<String, Row> progress = new HashMap<>();
    private @Nullable String last;

    Demo(Api api, Story story, Terminal terminal, Path data, Stop stop) {
        this.api = api;
        this.story = story;
        this.terminal = terminal;
        this.data = data;
        this.stop = stop;
    }

    /** @return everything that was told, as one JSON object; incomplete when somebody asked to stop */
    ObjectNode run() throws InterruptedException, IOException {
        EventStream stream = api.events(null);
        story.begins(NAME + ", " + GENRE + ": an artist is made");
        Api.Done artist = api.post("/api/artists", PERSONA, 201);
        Map<String, Object> seed = Map.of("seed", ThreadLocalRandom.current().nextInt(SEEDS));
        Api.Done bio = api.post("/api/artists/" + artist.id() + "/bio", seed, 202);
        waiting.put(bio.id(), "bio");
        Api.Done image = api.post("/api/artists/" + artist.id() + "/images", seed, 202);
        waiting.put(image.id(), "image");
        follow(stream);
        if (!stop.isAsked()) {
            tell(artist.id(), bio.id(), image.id());
        }
        return result;
    }

    @SuppressWarnings("ReferenceEquality") // END is one of a kind.
    private void follow(EventStream opened) throws InterruptedException {
        EventStream stream = opened;
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            while (!waiting.isEmpty() && !stop.isAsked()) {
                if (System.nanoTime() > end) {
                    throw new Failure("The %s did not come within %s s. Try again; ./greenroom shows how far it is."
                            .formatted(String.join(" and the ", waiting.values()), LONGEST.toSeconds()));
                }
                EventStream.Frame frame = stream.next(LOOK_UP);
                if (frame == EventStream.Frame.END) {
                    Thread.sleep(LOOK_UP.toMillis());
                    stream = api.events(last);
                } else if (frame != null) {
                    take(frame);
                }
            }
        } finally {
            stream.close();
            progress.values().forEach(Row::remove);
        }
    }

    private void take(EventStream.Frame frame) throws InterruptedException {
        JsonNode content = Api.JSON.readTree(frame.data());
        if (frame.event().equals("progress")) {
            show(content);
        } else if (!frame.event().equals("reset")) {
            last = frame.id();
            events.add(content);
            story.event(content);
            ended(content);
        }
    }

    private void show(JsonNode content) {
        String what = waiting.get(content.path("generationId").asString());
        if (what != null) {
            progress.computeIfAbsent(what, name -> terminal.passing(name, ""))
                    .working(
                            content.path("percent").asInt() + " %",
                            content.path("stage").asString());
        }
    }

    private void ended(JsonNode event) throws InterruptedException {
        String generation = event.path("data").path("generationId").asString();
        switch (event.path("type").asString()) {
            case "BioApplied", "BioOffered", "ImageAdded" -> {
                Row row = progress.remove(waiting.getOrDefault(generation, ""));
                waiting.remove(generation);
                if (row != null) {
                    row.remove();
                }
            }
            case "GenerationFailed", "GenerationCancelled" -> {
                if (waiting.containsKey(generation)) {
                    JsonNode failure = api.get("/api/generations/" + generation + atLeast())
                            .path("failure");
                    throw new Failure("The %s was not made: %s"
                            .formatted(
                                    waiting.get(generation),
                                    failure.path("message").asString("it was cancelled.")));
                }
            }
            default -> {}
        }
    }

    private void tell(String artistId, String bioId, String imageId) throws InterruptedException, IOException {
        JsonNode artist = api.get("/api/artists/" + artistId + atLeast());
        JsonNode image = artist.path("cover");
        Path file = save(image);
        story.bio(artist.path("bio").asString());
        story.image(file.toString(), image, api.get("/api/generations/" + imageId + atLeast()));
        Trail trail = Trail.of(
                api.get("/api/history/" + artistId + atLeast() + "&limit=200").path("items"));
        story.why("bio", trail.back("BioApplied", bioId));
        story.why("image", trail.back("ImageAdded", imageId));
        result.set("artist", artist);
        result.put("image", file.toString());
        result.set("events", events);
        result.set("history", trail.items());
    }

    private Path save(JsonNode image) throws InterruptedException, IOException {
        String type = image.path("mediaType").asString();
        String slug = NAME.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        Path folder = Files.createDirectories(data.resolve("demo"));
        Path file = folder.resolve(
                slug + "." + type.substring(type.indexOf('/') + 1).replace("jpeg", "jpg"));
        return Files.write(file, api.bytes(image.path("url").asString()));
    }

    private String atLeast() {
        return "?atLeast=" + (last == null ? "" : last);
    }
}
