package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The live stream as a client sees it that is cut off again and again. */
@Timeout(120)
class EventStreamTest {

    private final Client client = House.shared().client();

    /** One frame of the stream; {@code id} is null for what can not be resumed from. */
    record Frame(String id, String event, String data) {}

    /** The next frame that has data; null at the end of the stream. */
    static Frame next(BufferedReader lines) throws IOException {
        String id = null;
        String event = null;
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    return new Frame(id, event, data.toString());
                }
            } else if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                event = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            }
        }
        return null;
    }

    static BufferedReader reader(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    @Test
    void aStreamThatIsCutTwentyTimesHasNoGapAndNoDouble() throws IOException {
        String last = client.post("/api/artists", Client.MARA).header("Greenroom-Position");
        CompletableFuture<List<String>> made = CompletableFuture.supplyAsync(() -> {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                ids.add(client.post("/api/artists", Client.MARA).id());
            }
            return ids;
        });

        List<String> seen = new ArrayList<>();
        for (int cut = 0; cut < 20; cut++) {
            try (InputStream stream = client.open("/api/events", "Last-Event-ID", last)) {
                BufferedReader lines = reader(stream);
                for (int n = 0; n < 10; ) {
                    Frame frame = next(lines);
                    if (frame.id() != null) {
                        last = frame.id();
                        seen.add(Client.JSON
                                .readTree(frame.data())
                                .get("streamId")
                                .asString());
                        n++;
                    }
                }
            }
        }

        assertThat(seen).containsExactlyElementsOf(made.join());
    }

    @Test
    void aStreamFromTheBeginningGoesThroughThePastIntoThePresent() throws IOException {
        String before = client.post("/api/artists", Client.MARA).id();
        try (InputStream stream = client.open("/api/events?from=0")) {
            BufferedReader lines = reader(stream);
            List<String> seen = new ArrayList<>();
            while (!seen.contains(before)) {
                seen.add(Client.JSON
                        .readTree(next(lines).data())
                        .path("streamId")
                        .asString(""));
            }
            String after = client.post("/api/artists", Client.MARA).id();
            while (!seen.contains(after)) {
                seen.add(Client.JSON
                        .readTree(next(lines).data())
                        .path("streamId")
                        .asString(""));
            }
        }
    }

    @Test
    void aPositionThatIsNoneOrSomebodyElsesAnswersReset() throws IOException {
        String strangers =
                House.shared().stranger().post("/api/artists", Client.MARA).header("Greenroom-Position");
        for (String from : List.of("rubbish", strangers)) {
            try (InputStream stream = client.open("/api/events", "Last-Event-ID", from)) {
                assertThat(next(reader(stream)).event()).isEqualTo("reset");
            }
        }
    }

    @Test
    void progressIsSeenOnTheWayButLeavesNoPositionBehind() throws IOException {
        String path = client.post("/api/artists", Client.MARA).header("Location");
        try (InputStream stream = client.open("/api/events")) {
            BufferedReader lines = reader(stream);
            String generation = client.post(path + "/images", "{\"width\":512,\"height\":512}")
                    .id();
            List<Frame> frames = new ArrayList<>();
            while (frames.stream().noneMatch(f -> "ImageAdded".equals(f.event()))) {
                Frame frame = next(lines);
                if (frame.data().contains(generation)) {
                    frames.add(frame);
                }
            }

            assertThat(frames)
                    .filteredOn(f -> f.event().equals("progress"))
                    .isNotEmpty()
                    .allMatch(f -> f.id() == null)
                    .allSatisfy(f -> assertThat(percent(f)).isBetween(0, 100));
            assertThat(frames)
                    .filteredOn(f -> !f.event().equals("progress"))
                    .extracting(Frame::event)
                    .containsExactly(
                            "GenerationRequested",
                            "AttemptStarted",
                            "AttemptSucceeded",
                            "GenerationSucceeded",
                            "ImageAdded");
        }
    }

    private static int percent(Frame frame) {
        JsonNode progress = Client.JSON.readTree(frame.data());
        return progress.get("percent").asInt();
    }

    @Test
    void aThingsHistoryIsALiveStreamOfItsOwnAndItsGenerationsEventsOnly() throws IOException {
        Client.Answer created = client.post("/api/artists", Client.MARA);
        String mine = created.header("Location");
        String id = created.id();
        try (InputStream stream =
                client.open("/api/history/" + id + "?from=0&atLeast=" + created.header("Greenroom-Position"))) {
            BufferedReader lines = reader(stream);
            client.post("/api/artists", Client.MARA);
            String generation = client.post(mine + "/bio", "{}").id();
            List<String> things = new ArrayList<>();
            List<String> types = new ArrayList<>();
            while (!types.contains("BioApplied")) {
                Frame frame = next(lines);
                if (frame.id() != null) {
                    types.add(frame.event());
                    things.add(
                            Client.JSON.readTree(frame.data()).get("streamId").asString());
                }
            }

            assertThat(things).containsOnly(id, generation);
            assertThat(types).startsWith("ArtistCreated").endsWith("BioApplied");
        }
    }
}
