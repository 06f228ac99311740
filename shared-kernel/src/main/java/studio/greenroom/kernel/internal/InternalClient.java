package studio.greenroom.kernel.internal;

import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks command-side over HTTP, one of its processes after the other; one that is not there is passed by. */
@Component
@ConditionalOnProperty("greenroom.internal.command-side")
public class InternalClient {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final WebClient web;
    private final List<URI> addresses;
    private final AtomicInteger next = new AtomicInteger();

    InternalClient(InternalSettings settings) {
        this.addresses = settings.commandSide();
        this.web = WebClient.builder()
                .defaultHeaders(headers -> headers.setBearerAuth(settings.token()))
                .build();
    }

    /**
     * Posts, and reads the JSON of the answer.
     *
     * @param path below {@code /internal/}
     * @return fails with the {@link Problem} that command-side answered, or with anything else when the outcome is not
     *         known
     */
    public Mono<JsonNode> post(String path, MediaType type, byte[] body) {
        return post(path, type, body, addresses.size());
    }

    private Mono<JsonNode> post(String path, MediaType type, byte[] body, int left) {
        URI address = addresses.get(Math.floorMod(next.getAndIncrement(), addresses.size()));
        return web.post()
                .uri(address.resolve(InternalFilter.PATH + path))
                .contentType(type)
                .bodyValue(body)
                .exchangeToMono(InternalClient::read)
                .timeout(PATIENCE)
                .onErrorResume(error -> left > 1 && notSent(error), error -> post(path, type, body, left - 1));
    }

    /** Only what was surely not received may be sent to another process. */
    private static boolean notSent(Throwable error) {
        return error instanceof WebClientRequestException && error.getCause() instanceof ConnectException;
    }

    private static Mono<JsonNode> read(ClientResponse response) {
        return response.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]).map(bytes -> {
            JsonNode json = json(bytes);
            if (response.statusCode().is2xxSuccessful()) {
                return json;
            }
            String code = json.path("code").asString("");
            if (code.isEmpty() || code.equals(ProblemCode.NOT_SIGNED_IN.name())) {
                throw new IllegalStateException("command-side answered " + response.statusCode()
                        + "; has it the same greenroom.internal.token?");
            }
            throw new Problem(ProblemCode.valueOf(code), json.path("detail").asString(""));
        });
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }
}
