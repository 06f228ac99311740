package studio.greenroom.command.admission;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one owner may ask for; {@code greenroom.limits.*}.
 *
 * @param requestsPerMinute Generations that may be asked for within any minute; 0 for any number.
 * @param active            Generations that may be under way at the same time; 0 for any number.
 * @param variants          Variants that one generation may have.
 */
@ConfigurationProperties("greenroom.limits")
public record LimitSettings(
        @DefaultValue("10") int requestsPerMinute,
        @DefaultValue("3") int active,
        @DefaultValue("3") int variants) {

    private static final int MOST = 100_000;
    private static final int MOST_VARIANTS = 16;

    public LimitSettings {
        require(requestsPerMinute, "requests-per-minute");
        require(active, "active");
        if (variants < 1 || variants > MOST_VARIANTS) {
            throw new IllegalArgumentException("variants has to be from 1 to " + MOST_VARIANTS);
        }
    }

    private static void require(int limit, String name) {
        if (limit < 0 || limit > MOST) {
            throw new IllegalArgumentException(name + " has to be from 0, for no limit, to " + MOST);
        }
    }
}
