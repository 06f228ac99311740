package studio.greenroom.kernel.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/**
 * Whoever a token of the issuer speaks for. A token that was found good is known for a minute: its signature costs more
 * than many a request, and so long at most does a mapping that was deleted, or a key that was withdrawn, still work.
 */
@Component
@ConditionalOnProperty(name = "greenroom.mode", havingValue = "oidc")
class OidcIdentity {

    private static final Duration KNOWN = Duration.ofMinutes(1);
    private static final int MOST_KNOWN = 5_000;

    private record Known(Identity identity, Instant expires) {}

    /** Requests that come at once with one token wait for one look. */
    private final Cache<String, Mono<Known>> known = Caffeine.newBuilder()
            .expireAfterWrite(KNOWN)
            .maximumSize(MOST_KNOWN)
            .build();

    private final TokenDecoder tokens;
    private final Owners owners;
    private final String administratorScope;
    private final Clock clock;

    OidcIdentity(TokenDecoder tokens, Owners owners, OidcSettings settings, Clock clock) {
        this.tokens = tokens;
        this.owners = owners;
        this.administratorScope = settings.administratorScope();
        this.clock = clock;
    }

    /** Fails with NOT_SIGNED_IN when the token is not to be trusted, with UNAVAILABLE when that can not be told now. */
    Mono<Identity> identify(String token) {
        return looked(token)
                .flatMap(found -> found.expires().isAfter(clock.instant()) ? Mono.just(found) : again(token))
                .map(Known::identity);
    }

    private Mono<Known> looked(String token) {
        return known.get(
                token,
                unknown ->
                        look(unknown).doOnError(e -> known.invalidate(unknown)).cache());
    }

    private Mono<Known> again(String token) {
        known.invalidate(token);
        return looked(token);
    }

    private Mono<Known> look(String token) {
        return tokens.decode(token)
                .onErrorMap(
                        BadJwtException.class,
                        e -> new Problem(
                                ProblemCode.NOT_SIGNED_IN,
                                "This token has expired, was not signed by the issuer or is not for Greenroom. Sign in again."))
                .onErrorMap(
                        JwtException.class,
                        e -> new Problem(
                                ProblemCode.UNAVAILABLE,
                                "The keys of the tokens' issuer can not be had. Send it again in a moment."))
                .flatMap(jwt -> owners.of(claim(jwt, "iss"), claim(jwt, "sub"))
                        .map(owner -> new Known(
                                new Identity(owner, isAdministrator(jwt)), Objects.requireNonNull(jwt.getExpiresAt()))))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("No owner was made for a token")))
                .publishOn(Schedulers.parallel());
    }

    /** One that the decoder asks for. */
    private static String claim(Jwt token, String name) {
        return Objects.requireNonNull(token.getClaimAsString(name));
    }

    private boolean isAdministrator(Jwt token) {
        return has(token.getClaims().get("scope")) || has(token.getClaims().get("scp"));
    }

    /** One text with spaces between the scopes (RFC 8693), or a list of them. */
    private boolean has(@Nullable Object scopes) {
        return scopes instanceof Collection<?> list
                ? list.contains(administratorScope)
                : scopes instanceof String text
                        && Arrays.asList(text.split(" ")).contains(administratorScope);
    }
}
