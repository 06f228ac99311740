package studio.greenroom.front;

import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Tells in the API's own words that a side does not answer, or that there is nothing under an address. */
@Component
@Order(-2)
class Unavailable implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Unavailable.class);
    private static final String PROBLEM = """
            {"type":"about:blank","title":"%s","status":%s,"code":"%s","detail":"%s","requestId":"%s"}""";

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error);
        }
        boolean absent = error instanceof ResponseStatusException status
                && status.getStatusCode().value() == 404;
        String id = exchange.getRequest().getId();
        if (!absent) {
            log.warn(
                    "{} {}: {}",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    error.toString());
        }
        response.setStatusCode(absent ? HttpStatus.NOT_FOUND : HttpStatus.SERVICE_UNAVAILABLE);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (!absent) {
            response.getHeaders().set("Retry-After", "1");
        }
        String body = absent
                ? PROBLEM.formatted(
                        "There is no such thing", 404, "NOT_FOUND", "There is nothing here under this address.", id)
                : PROBLEM.formatted(
                        "A part of Greenroom does not answer", 503, "UNAVAILABLE", "Send it again in a moment.", id);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body.getBytes(StandardCharsets.UTF_8))));
    }
}
