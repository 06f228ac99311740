package studio.greenroom.kernel.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads a token and holds it to the issuer's keys, to the time and to the audience. */
@Component
@ConditionalOnProperty(name = "greenroom.mode", havingValue = "oidc")
class TokenDecoder {

    /** What fits into every database and header; OpenID Connect Core 1.0 allows 255 to a subject. */
    private static final String NAME = "\\P{Cntrl}{1,255}";

    private final DefaultJWTProcessor<SecurityContext> signatures = new DefaultJWTProcessor<>();
    private final NimbusReactiveJwtDecoder decoder = new NimbusReactiveJwtDecoder(this::verified);

    TokenDecoder(OidcSettings settings, Clock clock) {
        signatures.setJWSKeySelector(new JWSVerificationKeySelector<>(ofKeyPairs(), new IssuerKeys(settings)));
        signatures.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null));
        signatures.setJWTClaimsSetVerifier((claims, context) -> {});
        String audience = Objects.requireNonNull(settings.audience());
        JwtTimestampValidator time = new JwtTimestampValidator();
        time.setAllowEmptyExpiryClaim(false);
        time.setClock(clock);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                time,
                is("iss", token -> named(token, "iss")),
                is("sub", token -> named(token, "sub")),
                is(
                        "iss",
                        token -> !settings.hasIssuer()
                                || Objects.equals(settings.issuer(), token.getClaimAsString("iss"))),
                is("aud", token -> isFor(audience, token))));
    }

    /** Whoever knows a public key could sign with it as a shared secret. EdDSA would need a library more. */
    private static Set<JWSAlgorithm> ofKeyPairs() {
        Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.RSA);
        algorithms.addAll(JWSAlgorithm.Family.EC);
        return algorithms;
    }

    /** Fails with {@link BadJwtException} for a token that is not to be trusted, and otherwise when that can not be told. */
    Mono<Jwt> decode(String token) {
        return decoder.decode(token);
    }

    private Mono<JWTClaimsSet> verified(JWT token) {
        return Mono.fromCallable(() -> signatures.process(token, null))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(KeySourceException.class, e -> new JwtException(String.valueOf(e.getMessage()), e))
                .onErrorMap(
                        e -> e instanceof BadJOSEException || e instanceof JOSEException,
                        e -> new BadJwtException(String.valueOf(e.getMessage()), e));
    }

    private static boolean named(Jwt token, String claim) {
        String name = token.getClaimAsString(claim);
        return name != null && name.matches(NAME);
    }

    /** Some issuers name the application that a token was made for as {@code azp} alone. */
    private static boolean isFor(String audience, Jwt token) {
        List<String> audiences = token.getAudience();
        return audiences != null && audiences.contains(audience) || audience.equals(token.getClaimAsString("azp"));
    }

    private static OAuth2TokenValidator<Jwt> is(String claim, Predicate<Jwt> right) {
        OAuth2TokenValidatorResult wrong = OAuth2TokenValidatorResult.failure(new OAuth2Error(
                "invalid_token", "The claim " + claim + " is missing or another one is asked for", null));
        return token -> right.test(token) ? OAuth2TokenValidatorResult.success() : wrong;
    }
}
