package studio.greenroom.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.greenroom.standalone.Failure;

class EventStreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private HttpServer server;
    private Api api;
    private int status = 200;
    private String body = "";

    @BeforeEach
    void given_a_server() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/api/events", exchange -> {
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body.getBytes(UTF_8));
            }
        });
        server.start();
        api = new Api("http://127.0.0.1:" + server.getAddress().getPort(), "token");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void frames_come_with_id_event_and_data_and_comments_are_passed_over() throws Exception {
        body =
                "retry: 1000\n\n: alive\n\nid: p1\nevent: ArtistCreated\ndata: {\"a\":\ndata: 1}\n\nevent:progress\ndata:{}\n\n";

        try (EventStream stream = api.events(null)) {
            assertThat(stream.next(PATIENCE)).isEqualTo(new EventStream.Frame("p1", "ArtistCreated", "{\"a\":\n1}"));
            assertThat(stream.next(PATIENCE)).isEqualTo(new EventStream.Frame(null, "progress", "{}"));
            assertThat(stream.next(PATIENCE)).isSameAs(EventStream.Frame.END);
        }
    }

    @Test
    void a_refused_stream_fails_with_its_status() {
        status = 401;
        body = "{}";

        assertThatThrownBy(() -> api.events(null))
                .isInstanceOf(Failure.class)
                .hasMessage("The event stream did not open (status 401).");
    }
}
