package studio.greenroom.kernel.trace;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/**
 * Where traces begin in Greenroom: every request of the API, from its arrival until its answer, or the first of its
 * stream, goes out. It is there only while tracing is on.
 */
final class RequestFilter implements WebFilter, Ordered {

    private static final String API = "/api/";
    /** Any other is what a caller typed. */
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.values());

    private static final int SERVER_ERROR = 500;

    private final Tracing tracing;
    private final Asks asks;

    RequestFilter(Tracing tracing, Asks asks) {
        this.tracing = tracing;
        this.asks = asks;
    }

    /** Before identity and limits, so that what they turn away is seen too. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getPath().value().startsWith(API)) {
            return chain.filter(exchange);
        }
        Ask ask = asks.of(exchange.getRequest().getHeaders());
        if (ask.recorded()) {
            Instant began = tracing.now();
            exchange.getResponse().beforeCommit(() -> {
                tracing.done(ask.correlationId(), began, () -> work(ask, exchange));
                return Mono.empty();
            });
        }
        return chain.filter(exchange).contextWrite(ask::into);
    }

    /** Its route and not its path: people may have typed that. */
    private static Work work(Ask ask, ServerWebExchange exchange) {
        HttpMethod asked = exchange.getRequest().getMethod();
        String method = METHODS.contains(asked) ? asked.name() : "_OTHER";
        PathPattern route = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        int status = Optional.ofNullable(exchange.getResponse().getStatusCode())
                .map(HttpStatusCode::value)
                .orElse(200);
        Work work = Work.of(
                        Work.Kind.REQUEST,
                        route == null ? method : method + ' ' + route.getPatternString(),
                        ask.parent(),
                        ask.span())
                .with("http.request.method", method)
                .with("http.response.status_code", (long) status)
                .failed(status < SERVER_ERROR ? null : Integer.toString(status));
        return route == null ? work : work.with("http.route", route.getPatternString());
    }
}
