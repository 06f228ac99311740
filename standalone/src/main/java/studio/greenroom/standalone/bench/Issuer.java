package studio.greenroom.standalone.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** Who the bench's people are signed in by: a key of its own, served on the loopback address. */
final class Issuer implements AutoCloseable {

    private static final String AUDIENCE = "greenroom-bench";
    private static final Duration VALID = Duration.ofHours(12);

    private final RSAKey key;
    private final HttpServer server;

    Issuer() throws IOException {
        try {
            key = new RSAKeyGenerator(2048).keyID("bench").generate();
        } catch (JOSEException e) {
            throw new IOException("A key could not be made", e);
        }
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    private String name() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What makes Greenroom trust this issuer, as environment variables. */
    Map<String, String> settings() {
        return Map.of(
                "GREENROOM_MODE",
                "oidc",
                "GREENROOM_OIDC_JWKSETURI",
                name() + "/keys",
                "GREENROOM_OIDC_AUDIENCE",
                AUDIENCE);
    }

    String token(String subject) {
        return token(subject, "");
    }

    /** @param scope what the subject may do beside what everybody may */
    String token(String subject, String scope) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(name())
                            .subject(subject)
                            .claim("scope", scope)
                            .audience(AUDIENCE)
                            .expirationTime(Date.from(Instant.now().plus(VALID)))
                            .build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A token could not be signed", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
