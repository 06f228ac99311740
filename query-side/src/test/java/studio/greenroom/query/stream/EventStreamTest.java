package studio.greenroom.query.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistCreated;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistEdited;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.event.Position;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.signal.Progress;
import studio.greenroom.kernel.signal.Signals;
import studio.greenroom.query.TestQuerySide;
import studio.greenroom.query.projection.Json;
import studio.greenroom.query.stream.SseClient.Frame;

@DisplayName("The stream of events")
class EventStreamTest {

    private final TestQuerySide side = TestQuerySide.running();
    private final String owner = Ids.derived("own", "stream", Long.toString(System.nanoTime()));
    private final String artist = Ids.derived("art", owner);

    @Test
    @DisplayName("has no gap and no double when it is cut at random points while events happen")
    void cutAtRandom() {
        Random random = new Random(11);
        int total = 600;
        CompletableFuture<List<Envelope>> happening = CompletableFuture.supplyAsync(() -> {
            List<Envelope> all = new ArrayList<>(side.happen(owner, new ArtistCreated(artist, Histories.MARA)));
            while (all.size() < total) {
                all.addAll(side.happen(owner, edits(1 + random.nextInt(20))));
            }
            return all;
        });

        List<String> seen = new ArrayList<>();
        String last = null;
        Random cuts = new Random(12);
        while (seen.size() < total) {
            try (SseClient client = client(last == null ? "?from=0" : "", last)) {
                for (int left = cuts.nextInt(120); left > 0 && seen.size() < total; left--) {
                    Frame frame = client.next();
                    if (frame.data() != null) {
                        seen.add(frame.id());
                    }
                    last = frame.id() == null ? last : frame.id();
                }
            }
        }

        List<Envelope> all = happening.join();
        assertThat(seen)
                .isEqualTo(all.subList(0, seen.size()).stream().map(this::token).toList());
    }

    @Test
    @DisplayName("begins with the time to wait, then sends what happens from now on, named and whole")
    void live() {
        side.happen(owner, new ArtistCreated(artist, Histories.MARA));
        try (SseClient client = client("", null)) {
            Frame opening = client.next();
            assertThat(opening.retry()).isEqualTo("1000");
            assertThat(opening.data()).isNull();

            Envelope edited = side.happen(owner, edits(1)).get(0);
            Frame frame = client.next();

            assertThat(frame.id()).isEqualTo(token(edited));
            assertThat(frame.event()).isEqualTo("ArtistEdited");
            assertThat(Json.tree(frame.data())
                            .path("data")
                            .path("persona")
                            .path("name")
                            .asString())
                    .isEqualTo("Edit 0");
            assertThat(Json.tree(frame.data()).path("id").asString()).isEqualTo(frame.id());
        }
    }

    @Test
    @DisplayName("loses nothing between its first frame and its first event")
    void resumesFromTheOpening() {
        side.happen(owner, new ArtistCreated(artist, Histories.MARA));
        String opening;
        try (SseClient client = client("", null)) {
            opening = client.next().id();
        }
        Envelope missed = side.happen(owner, edits(1)).get(0);

        try (SseClient client = client("", opening)) {
            client.next();
            assertThat(client.next().id()).isEqualTo(token(missed));
        }
    }

    @Test
    @DisplayName("answers a position that it does not know with a reset and goes on live")
    void reset() {
        side.happen(owner, new ArtistCreated(artist, Histories.MARA));
        for (String unknown :
                List.of("garbage", new Position(1, "own_other").token(), new Position(1L << 40, owner).token())) {
            try (SseClient client = client("", unknown)) {
                assertThat(client.next(7_000).retry()).isEqualTo("1000");
                assertThat(client.next().event()).isEqualTo("reset");
                Envelope edited = side.happen(owner, edits(1)).get(0);
                assertThat(client.next().id()).isEqualTo(token(edited));
            }
        }
    }

    @Test
    @DisplayName("shows nobody what happens to others")
    void foreign() {
        String other = Ids.derived("own", owner);
        try (SseClient client = client("?from=0", null)) {
            client.next();
            side.happen(other, new ArtistCreated(Ids.derived("art", other), Histories.MARA));
            assertThat(client.next(1_500)).isNull();
        }
    }

    @Test
    @DisplayName("brings progress without an id")
    void progress() {
        String generation = Ids.derived("gen", owner);
        side.happen(
                owner,
                new ArtistCreated(artist, Histories.MARA),
                Histories.requested(generation, artist, GenerationKind.BIO, 1));
        try (SseClient history = new SseClient(side.address() + "/api/history/" + artist, owner, null)) {
            history.next();
            side.bean(Signals.class)
                    .progress(new Progress(owner, "gen_other", 1, 1, 10, "accepted", null, null, null))
                    .block();
            side.bean(Signals.class)
                    .progress(new Progress(owner, generation, 2, 1, 20, "prompt", null, 4_000L, null))
                    .block();

            Frame frame = history.next();

            assertThat(frame.event()).isEqualTo("progress");
            assertThat(frame.id()).isNull();
            assertThat(Json.tree(frame.data()).path("generationId").asString()).isEqualTo(generation);
            assertThat(Json.tree(frame.data()).path("variant").asInt()).isEqualTo(2);
            assertThat(Json.tree(frame.data()).path("percent").asInt()).isEqualTo(20);
            assertThat(Json.tree(frame.data()).path("remainingMillis").asInt()).isEqualTo(4_000);
        }
    }

    @Test
    @DisplayName("holds back for a reader that does not read, who then gets everything")
    void slowReader() throws Exception {
        side.happen(owner, new ArtistCreated(artist, Histories.MARA));
        List<Envelope> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.addAll(side.happen(owner, edits(200)));
        }
        try (Socket socket = asked("/api/events?from=0")) {
            Thread.sleep(1_000);
            StringBuilder read = new StringBuilder();
            byte[] buffer = new byte[65_536];
            while (read.indexOf(token(many.get(many.size() - 1))) < 0) {
                int length = socket.getInputStream().read(buffer);
                read.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
            }
            assertThat(read.toString().split("event: ArtistEdited", -1)).hasSize(many.size() + 1);
        }
    }

    @Test
    @DisplayName("hangs up on a reader that takes nothing for long, who resumes where it was")
    void stalledReader() throws Exception {
        side.happen(owner, new ArtistCreated(artist, Histories.MARA));
        List<Envelope> many = new ArrayList<>();
        String bio = "la ".repeat(6_000);
        for (int i = 0; i < 2; i++) {
            many.addAll(side.happen(
                    owner, Stream.generate(() -> edit(bio)).limit(200).toArray(ArtistEdited[]::new)));
        }
        Counter stalled = side.bean(MeterRegistry.class).counter("greenroom.stream.stalled");
        double before = stalled.count();
        String last;
        try (Socket socket = asked("/api/events?from=0")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> stalled.count() > before);
            last = lastId(socket.getInputStream());
        }

        int next = 1 + many.stream().map(this::token).toList().indexOf(last);
        assertThat(next).isBetween(1, many.size() - 1);
        try (SseClient client = client("", last)) {
            client.next();
            assertThat(client.next().id()).isEqualTo(token(many.get(next)));
        }
    }

    /** The id of the last event that came whole before the connection was closed. */
    private static String lastId(InputStream in) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            in.transferTo(read);
        } catch (IOException closed) {
            // What came before is what counts.
        }
        String text = read.toString(StandardCharsets.ISO_8859_1);
        String whole = text.substring(0, text.lastIndexOf("\n\n"));
        int id = whole.lastIndexOf("id:") + 3;
        return whole.substring(id, whole.indexOf('\n', id)).strip();
    }

    @Test
    @DisplayName("are also those of a list and of a thing, at their own addresses")
    void listsAndThings() {
        String generation = Ids.derived("gen", owner);
        side.happen(
                owner,
                new ArtistCreated(artist, Histories.MARA),
                Histories.requested(generation, artist, GenerationKind.BIO, 1));

        assertThat(happenedAt("/api/artists")).containsExactly("ArtistCreated");
        assertThat(happenedAt("/api/generations")).containsExactly("GenerationRequested");
        assertThat(happenedAt("/api/artists/" + artist)).containsExactly("ArtistCreated", "GenerationRequested");
        assertThat(happenedAt("/api/generations/" + generation)).containsExactly("GenerationRequested");
    }

    private List<String> happenedAt(String address) {
        List<String> names = new ArrayList<>();
        try (SseClient client = new SseClient(side.address() + address + "?from=0", owner, null)) {
            client.next();
            for (Frame frame = client.next(); frame != null; frame = client.next(500)) {
                names.add(frame.event());
            }
        }
        return names;
    }

    private Socket asked(String address) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(65_536);
        socket.connect(
                new InetSocketAddress("127.0.0.1", URI.create(side.address()).getPort()));
        socket.getOutputStream()
                .write(("GET " + address + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n"
                                + "Authorization: Bearer " + TestQuerySide.TOKEN + "\r\nX-Test-Owner: " + owner
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private ArtistEdited edit(String bio) {
        return new ArtistEdited(artist, new Persona("Mara", "ambient", bio, List.of(), null));
    }

    private ArtistEdited[] edits(int count) {
        ArtistEdited[] edits = new ArtistEdited[count];
        for (int i = 0; i < count; i++) {
            edits[i] = new ArtistEdited(artist, new Persona("Edit " + i, "ambient", null, List.of(), null));
        }
        return edits;
    }

    private SseClient client(String query, String lastEventId) {
        return new SseClient(side.address() + "/api/events" + query, owner, lastEventId);
    }

    private String token(Envelope envelope) {
        return new Position(envelope.position(), envelope.owner()).token();
    }
}
