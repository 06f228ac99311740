package studio.greenroom.kernel.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's public keys, looked up when they are needed and kept for five minutes, so that a key that was withdrawn
 * is not trusted for ever; a key that nobody knows leads to a new look-up, but only so often, whatever tokens are sent.
 * Blocks while it looks.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int LARGEST = 512 * 1024;

    private final ResourceRetriever http = new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, LARGEST);
    private final JWKSource<SecurityContext> kept = JWKSourceBuilder.create(new Site())
            .cache(KEPT.toMillis(), 2 * PATIENCE_MILLIS)
            .refreshAheadCache(false)
            .rateLimited(PAUSE.toMillis())
            .build();
    private final OidcSettings settings;
    private volatile boolean reachable = true;

    IssuerKeys(OidcSettings settings) {
        this.settings = settings;
    }

    /** @throws KeySourceException when the issuer's keys can not be had; a key that it does not have is no such failure */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            return kept.get(selector, context);
        } catch (RateLimitReachedException e) {
            if (reachable) {
                return List.of();
            }
            throw e;
        }
    }

    private final class Site implements JWKSetSource<SecurityContext> {

        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
                throws KeySourceException {
            reachable = false;
            try {
                JWKSet keys = JWKSet.parse(http.retrieveResource(address()).getContent());
                reachable = true;
                return keys;
            } catch (IOException | ParseException | IllegalArgumentException e) {
                throw new JWKSetRetrievalException("The issuer's keys can not be had: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            // Nothing is held open between look-ups.
        }
    }

    private URL address() throws IOException, ParseException {
        return URI.create(settings.hasJwkSetUri() ? settings.jwkSetUri() : discovered())
                .toURL();
    }

    /** OpenID Connect Discovery 1.0, section 4. */
    private String discovered() throws IOException, ParseException {
        String issuer = Objects.requireNonNull(settings.issuer());
        URI document = URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
        Map<String, Object> found =
                JSONObjectUtils.parse(http.retrieveResource(document.toURL()).getContent());
        if (!issuer.equals(found.get("issuer"))) {
            throw new IOException(document + " is of another issuer, " + found.get("issuer"));
        }
        return JSONObjectUtils.getString(found, "jwks_uri");
    }
}
