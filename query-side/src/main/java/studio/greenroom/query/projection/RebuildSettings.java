package studio.greenroom.query.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Rebuilds of read models; {@code greenroom.rebuild.*}.
 *
 * @param atOnce Most rebuilds that run at the same time, of all processes together. Paused ones do not count.
 * @param batch  Most events in one transaction while a rebuild is loaded.
 * @param lease  How long the rebuild of a silent process is left to it before another goes on with it.
 */
@ConfigurationProperties("greenroom.rebuild")
public record RebuildSettings(
        @DefaultValue("2") int atOnce,
        @DefaultValue("20000") int batch,
        @DefaultValue("15s") Duration lease) {

    public RebuildSettings {
        require(atOnce >= 1, "at-once has to be at least 1");
        require(batch >= 1 && batch <= 100_000, "batch has to be from 1 to 100000");
        require(lease.toMillis() >= 1_000, "lease has to be at least 1s");
    }

    private static void require(boolean usable, String otherwise) {
        if (!usable) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
