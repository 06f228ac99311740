package studio.greenroom.kernel.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in the store as one owner may know it. Its token is opaque to clients: it is the {@code Greenroom-Position}
 * of an answer, the {@code id} of a stream's frame and the cursor of an event list.
 *
 * @param value the store's position, 0 before the first event
 */
public record Position(long value, String owner) {

    public String token() {
        byte[] plain = (Long.toString(value, 36) + '.' + owner).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    /** The position that a token stands for; empty for anything that is no token. */
    public static Optional<Position> parse(String token) {
        if (token == null || token.length() > 128) {
            return Optional.empty();
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            int dot = plain.indexOf('.');
            long value = dot < 0 ? -1 : Long.parseLong(plain.substring(0, dot), 36);
            return value < 0 ? Optional.empty() : Optional.of(new Position(value, plain.substring(dot + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
