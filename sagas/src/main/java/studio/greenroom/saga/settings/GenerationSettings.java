package studio.greenroom.saga.settings;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How generations are run; {@code greenroom.generation.*}.
 *
 * @param workersPerProvider calls of one provider at the same time
 * @param poll               how often to look for work when nobody calls
 * @param lease              how long a silent worker keeps its attempt
 * @param renewal            how often a working worker says so
 * @param shutdownGrace      how long running calls may go on when Greenroom stops
 */
@ConfigurationProperties("greenroom.generation")
public record GenerationSettings(@DefaultValue("2") int workersPerProvider, @DefaultValue("250ms") Duration poll,
                                 @DefaultValue("15s") Duration lease, @DefaultValue("5s") Duration renewal,
                                 @DefaultValue("10s") Duration shutdownGrace, @DefaultValue Outbox outbox,
                                 @DefaultValue Interactive interactive) {

    /**
     * @param concurrency commands under way at the same time
     * @param lease       how long a claimed command is left to whoever claimed it
     * @param backoff     before a command is sent again; doubles up to {@code maxBackoff}
     */
    public record Outbox(@DefaultValue("64") int concurrency, @DefaultValue("30s") Duration lease,
                         @DefaultValue("500ms") Duration backoff, @DefaultValue("30s") Duration maxBackoff) {
    }

    /**
     * The retry policy {@code interactive}: somebody is watching.
     *
     * @param waits         before the second attempt, the third, and so on; the last one repeats
     * @param jitter        up to this fraction is added to a wait
     * @param maxRetryAfter the longest wait that a provider can ask for
     * @param deadline      of the whole generation, from its request
     */
    public record Interactive(@DefaultValue("3") int attempts, @DefaultValue({"2s", "5s"}) List<Duration> waits,
                              @DefaultValue("60s") Duration callTimeout, @DefaultValue("0.2") double jitter,
                              @DefaultValue("60s") Duration maxRetryAfter, @DefaultValue("15m") Duration deadline) {
    }
}
