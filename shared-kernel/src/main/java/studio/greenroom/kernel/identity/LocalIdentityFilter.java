package studio.greenroom.kernel.identity;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/**
 * The door of local mode. {@code Host} and {@code Origin} must be this machine's own, so that no web page gets here by
 * DNS rebinding or from another site; everything under {@code /api} needs an identity.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
@ConditionalOnProperty(name = "greenroom.mode", havingValue = "local", matchIfMissing = true)
class LocalIdentityFilter implements WebFilter {

    private final LocalIdentity local;

    LocalIdentityFilter(LocalIdentity local) {
        this.local = local;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String path = request.getPath().value();
        if (!ownHost(request) || !ownOrigin(request)) {
            return Mono.error(
                    new Problem(ProblemCode.FOREIGN_ORIGIN, "Open Greenroom by its own address on this machine."));
        }
        String code = path.equals("/") ? request.getQueryParams().getFirst("code") : null;
        if (code != null) {
            return signIn(exchange, local.open(code));
        }
        Optional<Identity> identity = local.identify(request);
        if (identity.isPresent()) {
            exchange.getAttributes().put(Identity.class.getName(), identity.get());
        } else if (path.startsWith("/api/")) {
            return Mono.error(
                    new Problem(
                            ProblemCode.NOT_SIGNED_IN,
                            "Send the secret of the file local-token as a bearer, or open the one-time link that ./greenroom prints."));
        }
        return chain.filter(exchange);
    }

    private static Mono<Void> signIn(ServerWebExchange exchange, Optional<ResponseCookie> session) {
        session.ifPresent(exchange.getResponse()::addCookie);
        exchange.getResponse().setStatusCode(HttpStatus.SEE_OTHER);
        exchange.getResponse().getHeaders().setLocation(URI.create("/"));
        return exchange.getResponse().setComplete();
    }

    private static boolean ownHost(ServerHttpRequest request) {
        try {
            InetSocketAddress host = request.getHeaders().getHost();
            return host != null && isLoopback(host.getHostString());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean ownOrigin(ServerHttpRequest request) {
        String origin = request.getHeaders().getOrigin();
        return origin == null || origin.equals("http://" + request.getHeaders().getFirst("Host"));
    }

    private static boolean isLoopback(String host) {
        return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]") || host.equals("::1");
    }
}
