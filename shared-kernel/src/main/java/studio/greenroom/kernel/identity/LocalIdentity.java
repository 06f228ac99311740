package studio.greenroom.kernel.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * One person on one machine: the secret of the token file as a bearer, or a session cookie signed with a key derived
 * from it, which a one-time code opens. The session outlives a restart, since the secret does.
 */
@Component
@ConditionalOnProperty(name = "greenroom.mode", havingValue = "local", matchIfMissing = true)
public class LocalIdentity {

    static final String COOKIE = "greenroom-session";
    private static final Duration SESSION = Duration.ofDays(30);

    private final byte[] token;
    private final Identity identity;
    private final AtomicReference<String> code;
    private final Clock clock;

    public LocalIdentity(
            @Value("${greenroom.local.token}") String token,
            @Value("${greenroom.local.owner}") String owner,
            @Value("${greenroom.local.code:}") String code,
            Clock clock) {
        if (token.length() < 32) {
            throw new IllegalArgumentException("greenroom.local.token needs at least 32 characters");
        }
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.identity = new Identity(owner, true);
        this.code = new AtomicReference<>(code.isEmpty() ? null : code);
        this.clock = clock;
    }

    public Optional<Identity> identify(ServerHttpRequest request) {
        String bearer = request.getHeaders().getFirst("Authorization");
        boolean known = bearer != null
                ? bearer.startsWith("Bearer ") && same(bearer.substring(7).getBytes(StandardCharsets.UTF_8), token)
                : signed(request.getCookies().getFirst(COOKIE));
        return known ? Optional.of(identity) : Optional.empty();
    }

    /** The session that a one-time code opens; empty when the code is wrong or was used. */
    public Optional<ResponseCookie> open(String offered) {
        String expected = code.get();
        boolean right = expected != null
                && same(offered.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8))
                && code.compareAndSet(expected, null);
        if (!right) {
            return Optional.empty();
        }
        String issued = Long.toString(clock.millis());
        return Optional.of(ResponseCookie.from(COOKIE, issued + "." + signature(issued))
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(SESSION)
                .build());
    }

    private boolean signed(@Nullable HttpCookie cookie) {
        String[] parts = cookie == null ? new String[0] : cookie.getValue().split("\\.", 2);
        if (parts.length != 2 || !parts[0].matches("\\d{1,15}")) {
            return false;
        }
        boolean fresh = clock.millis() - Long.parseLong(parts[0]) < SESSION.toMillis();
        return fresh
                && same(
                        parts[1].getBytes(StandardCharsets.US_ASCII),
                        signature(parts[0]).getBytes(StandardCharsets.US_ASCII));
    }

    private String signature(String issued) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token, "HmacSHA256"));
            return HexFormat.of()
                    .formatHex(mac.doFinal(
                            ("session:" + issued + ":" + identity.owner()).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has HmacSHA256", e);
        }
    }

    /** Compares in a time that tells nothing about where they differ. */
    private static boolean same(byte[] left, byte[] right) {
        return MessageDigest.isEqual(left, right);
    }
}
