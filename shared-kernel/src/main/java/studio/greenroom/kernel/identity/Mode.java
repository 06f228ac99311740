package studio.greenroom.kernel.identity;

import java.util.Locale;

/** How Greenroom knows who is asking; {@code greenroom.mode}. */
public enum Mode {

    /** One person on one machine, with a secret in a file. */
    LOCAL,
    /** Many, each with a token of an OpenID Connect issuer. */
    OIDC;

    /** @throws IllegalArgumentException for any other word: with no door known, nothing may open */
    public static Mode of(String word) {
        for (Mode mode : values()) {
            if (mode.word().equalsIgnoreCase(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("greenroom.mode is \"" + word + "\", but it takes local or oidc");
    }

    /** As it is written in settings and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
