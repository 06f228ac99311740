package studio.greenroom.kernel.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.hash.Sha256;

/**
 * Makes ids: a prefix, an underscore and a UUIDv7 (RFC 9562) as 26 characters of lower-case Crockford base32.
 * Ids of one source ascend, also within a millisecond and when the clock goes back.
 */
public final class Ids {

    public static final String ARTIST = "art";
    public static final String GENERATION = "gen";
    public static final String EVENT = "evt";
    public static final String COMMAND = "cmd";
    public static final String OPERATION = "opr";
    public static final String OWNER = "own";
    /** An ask that came with the id of a trace, or was given one. */
    public static final String ASK = "ask";
    /** The same, where the trace is recorded: each process sees that by the prefix. */
    public static final String TRACED_ASK = "trc";

    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final byte[] VALUES = new byte['z' + 1];
    private static final int LENGTH = 26;
    private static final HexFormat HEX = HexFormat.of();
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;

    static {
        for (int i = 0; i < DIGITS.length; i++) {
            VALUES[DIGITS[i]] = (byte) i;
        }
    }

    private final Clock clock;
    private final RandomGenerator random;
    private long lastMillis;
    private int sequence;

    public Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id such as {@code art_01k…}. */
    public String next(String prefix) {
        long high;
        synchronized (this) {
            long now = clock.millis();
            if (now > lastMillis) {
                lastMillis = now;
                sequence = random.nextInt(0x400);
            } else if (++sequence > 0xfff) {
                lastMillis++;
                sequence = 0;
            }
            high = lastMillis << 16 | VERSION_7 | sequence;
        }
        return text(prefix, high, random.nextLong() >>> 2 | VARIANT);
    }

    /** The same id for the same parts, always: what makes a command harmless to send twice. */
    public static String derived(String prefix, String... parts) {
        MessageDigest digest = Sha256.digest();
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        byte[] hash = digest.digest();
        return text(prefix, longAt(hash, 0), longAt(hash, 8));
    }

    /** The id with these 128 bits. */
    public static String of(String prefix, long high, long low) {
        return text(prefix, high, low);
    }

    /** The 128 bits of an id as 32 hexadecimal digits; null when it is none, or nothing but zeros. */
    public static @Nullable String hex(String id) {
        int start = id.length() - LENGTH;
        if (start < 2 || !isId(id.substring(0, start - 1), id) || id.charAt(start) > '7') {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = start; i < id.length(); i++) {
            high = high << 5 | low >>> 59;
            low = low << 5 | VALUES[id.charAt(i)];
        }
        return (high | low) == 0 ? null : HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    /** Whether the text has the form of an id with this prefix; says nothing about whether it exists. */
    public static boolean isId(String prefix, @Nullable String text) {
        int start = prefix.length() + 1;
        if (text == null
                || text.length() != start + LENGTH
                || !text.startsWith(prefix)
                || text.charAt(start - 1) != '_') {
            return false;
        }
        return text.chars()
                .skip(start)
                .allMatch(c ->
                        c >= '0' && c <= '9' || c >= 'a' && c <= 'z' && c != 'i' && c != 'l' && c != 'o' && c != 'u');
    }

    private static long longAt(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[offset + i] & 0xff;
        }
        return value;
    }

    private static String text(String prefix, long high, long low) {
        char[] out = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            out[i] = DIGITS[(int) (low & 31)];
            low = low >>> 5 | high << 59;
            high >>>= 5;
        }
        return prefix + '_' + new String(out);
    }
}
