package studio.greenroom.kernel.internal;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sides find and believe each other when they are processes of their own.
 *
 * @param token       What the sides show each other, at least 32 characters; without it nothing answers under /internal.
 * @param commandSide Addresses of command-side, separated by commas; without them its commands are in this process.
 */
@ConfigurationProperties("greenroom.internal")
public record InternalSettings(
        @DefaultValue("") String token, @DefaultValue List<URI> commandSide) {

    private static final int SHORTEST = 32;

    public InternalSettings {
        if (!token.isEmpty() && token.length() < SHORTEST) {
            throw new IllegalArgumentException("the token needs at least " + SHORTEST + " characters");
        }
        if (!commandSide.isEmpty() && token.isEmpty()) {
            throw new IllegalArgumentException("greenroom.internal.token is missing, and command-side asks for it");
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "InternalSettings[" + commandSide + ']';
    }
}
