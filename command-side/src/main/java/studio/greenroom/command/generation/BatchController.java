package studio.greenroom.command.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import studio.greenroom.command.gateway.CommandEndpoint.Accepted;
import studio.greenroom.command.gateway.CommandRequest;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Fields;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemBody;

/** Several generations asked for in one request: each has an answer of its own, as if it had been asked for alone. */
@RestController
class BatchController {

    private static final int MOST = 20;

    private final GenerationAsks asks;

    BatchController(GenerationAsks asks) {
        this.asks = asks;
    }

    /** @param items 1 to 20 */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BatchBody(@Nullable List<GenerationBody> items) {}

    /**
     * The answer to one of them, in their order.
     *
     * @param status     what it would have been answered with alone
     * @param headers    those of {@code Location}, {@code Cache-Status}, {@code Greenroom-Position}, {@code Retry-After}
     * @param generation null when it was refused
     * @param problem    null when it was not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            int index,
            int status,
            Map<String, String> headers,
            @Nullable Accepted generation,
            @Nullable ProblemBody problem) {}

    record Batch(List<Item> items) {}

    @PostMapping("/api/generations/batches")
    Mono<Batch> batch(
            Identity identity,
            ServerHttpRequest http,
            @RequestParam(defaultValue = "false") boolean fresh,
            @RequestBody BatchBody body) {
        List<GenerationBody> items = body.items() == null ? List.of() : body.items();
        Fields fields = new Fields();
        if (items.isEmpty() || items.size() > MOST) {
            fields.wrong("items", "Ask for 1 to " + MOST + " generations.");
        }
        fields.check();
        CommandRequest request = CommandRequest.of(identity, http, body);
        // One after the other, so that the first ones are those within the limits.
        return Flux.range(0, items.size())
                .concatMap(index -> Mono.defer(
                                () -> asks.placed(request.part(index), items.get(index), "prompt", fresh))
                        .map(answer -> accepted(index, answer))
                        .onErrorResume(error -> Mono.just(refused(index, Problem.of(error), http))))
                .collectList()
                .map(Batch::new);
    }

    private static Item accepted(int index, ResponseEntity<Accepted> answer) {
        URI location = answer.getHeaders().getLocation();
        Map<String, String> headers = new TreeMap<>();
        if (location != null) {
            headers.put("Location", location.toString());
        }
        for (String name : List.of("Cache-Status", "Greenroom-Position")) {
            String value = answer.getHeaders().getFirst(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new Item(index, answer.getStatusCode().value(), headers, answer.getBody(), null);
    }

    private static Item refused(int index, Problem problem, ServerHttpRequest http) {
        return new Item(
                index,
                problem.code().status(),
                problem.headers(),
                null,
                ProblemBody.of(problem, http.getPath().value(), http.getId()));
    }
}
