package studio.greenroom.kernel.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/**
 * The door of oidc mode: everything under {@code /api} needs a token of the issuer as a bearer. Cookies open nothing, so
 * no other site's page can send anything in somebody's name.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
@ConditionalOnProperty(name = "greenroom.mode", havingValue = "oidc")
class OidcIdentityFilter implements WebFilter {

    private static final String SCHEME = "Bearer ";

    private final OidcIdentity oidc;

    OidcIdentityFilter(OidcIdentity oidc) {
        this.oidc = oidc;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!request.getPath().value().startsWith("/api/")) {
            return chain.filter(exchange);
        }
        String token = bearer(request);
        if (token == null) {
            return Mono.error(new Problem(ProblemCode.NOT_SIGNED_IN, "Send a token of the issuer as a bearer."));
        }
        return oidc.identify(token).flatMap(identity -> {
            exchange.getAttributes().put(Identity.class.getName(), identity);
            return chain.filter(exchange);
        });
    }

    private static @Nullable String bearer(ServerHttpRequest request) {
        String sent = request.getHeaders().getFirst("Authorization");
        return sent != null && sent.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? sent.substring(SCHEME.length()).strip()
                : null;
    }
}
