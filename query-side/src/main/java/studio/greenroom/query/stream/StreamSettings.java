package studio.greenroom.query.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How answers are sent.
 *
 * @param patience How long a reader may take nothing while something waits for it; then its connection is closed, and a
 *     stream can be resumed.
 */
@ConfigurationProperties("greenroom.streams")
public record StreamSettings(@DefaultValue("60s") Duration patience) {

    public StreamSettings {
        if (patience.toMillis() < 1) {
            throw new IllegalArgumentException("greenroom.streams.patience has to be at least 1ms");
        }
    }
}
