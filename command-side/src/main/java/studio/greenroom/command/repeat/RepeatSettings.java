package studio.greenroom.command.repeat;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the same request is answered with what is there; {@code greenroom.repeats.*}.
 *
 * @param kept How long a generation that succeeded answers the same request of its owner, and one under way until it ends; 0s to make each anew.
 */
@ConfigurationProperties("greenroom.repeats")
public record RepeatSettings(@DefaultValue("24h") Duration kept) {

    private static final Duration LONGEST = Duration.ofDays(365);

    public RepeatSettings {
        if (kept.isNegative() || kept.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("kept has to be from 0s to " + LONGEST.toDays() + "d");
        }
    }

    /** Whether requests are compared at all. */
    public boolean compared() {
        return !kept.isZero();
    }
}
