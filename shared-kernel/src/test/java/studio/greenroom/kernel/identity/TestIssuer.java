package studio.greenroom.kernel.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody whose tokens are trusted, with the key that it made and serves on the loopback address. */
public final class TestIssuer implements AutoCloseable {

    public static final String AUDIENCE = "greenroom";

    /** One for all issuers: making it takes seconds. */
    private static final RSAKey KEY = newKey("first");

    private final RSAKey key = KEY;
    private final HttpServer server;
    private final AtomicInteger lookUps = new AtomicInteger();
    private volatile JWKSet keys = new JWKSet(key.toPublicJWK());

    public TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/keys", exchange -> {
            lookUps.incrementAndGet();
            answer(exchange, keys.toString());
        });
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(name(), jwkSetUri())));
        server.start();
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public String name() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String jwkSetUri() {
        return name() + "/keys";
    }

    /** What Greenroom is told, to trust this issuer. */
    public Map<String, Object> settings() {
        return Map.of("greenroom.mode", "oidc", "greenroom.oidc.issuer", name(), "greenroom.oidc.audience", AUDIENCE);
    }

    int lookUps() {
        return lookUps.get();
    }

    /** From now on this key is served as well. */
    void publish(RSAKey another) {
        keys = new JWKSet(List.of(key.toPublicJWK(), another.toPublicJWK()));
    }

    /** The claims of a good token, to be changed or signed as they are. */
    JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(name())
                .subject(subject)
                .audience(AUDIENCE)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    public String token(String subject) {
        return signed(claims(subject).build(), key);
    }

    /** @param scope with spaces between several */
    public String token(String subject, String scope) {
        return signed(claims(subject).claim("scope", scope).build(), key);
    }

    String signed(JWTClaimsSet claims) {
        return signed(claims, key);
    }

    static String signed(JWTClaimsSet claims, RSAKey by) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(by.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(by));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    RSAKey publicKey() {
        return key.toPublicJWK();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
