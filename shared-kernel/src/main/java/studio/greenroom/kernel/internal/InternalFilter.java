package studio.greenroom.kernel.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** The door between the sides: nobody passes it who does not show their secret. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
class InternalFilter implements WebFilter {

    static final String PATH = "/internal/";
    private static final String BEARER = "Bearer ";

    private final byte @Nullable [] token;

    InternalFilter(InternalSettings settings) {
        this.token = settings.token().isEmpty() ? null : settings.token().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return !exchange.getRequest().getPath().value().startsWith(PATH)
                        || knows(exchange.getRequest().getHeaders().getFirst("Authorization"))
                ? chain.filter(exchange)
                : Mono.error(new Problem(ProblemCode.NOT_SIGNED_IN, "This is for Greenroom's own sides."));
    }

    private boolean knows(@Nullable String authorization) {
        return token != null
                && authorization != null
                && authorization.startsWith(BEARER)
                && MessageDigest.isEqual(
                        token, authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
    }
}
