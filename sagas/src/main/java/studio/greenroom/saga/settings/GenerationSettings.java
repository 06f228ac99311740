package studio.greenroom.saga.settings;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How generations are run; {@code greenroom.generation.*}.
 *
 * @param workersPerProvider Calls of one provider at the same time, of all processes together.
 * @param poll               How often to look for work when nobody calls.
 * @param lease              How long a silent worker keeps its attempt.
 * @param renewal            How often a working worker says that it works; well below the lease.
 * @param shutdownGrace      How long running calls may go on when Greenroom stops.
 */
@ConfigurationProperties("greenroom.generation")
public record GenerationSettings(
        @DefaultValue("2") int workersPerProvider,
        @DefaultValue("250ms") Duration poll,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("5s") Duration renewal,
        @DefaultValue("10s") Duration shutdownGrace,
        @DefaultValue Outbox outbox,
        @DefaultValue Interactive interactive,
        @DefaultValue Patient patient,
        @DefaultValue Breaker breaker,
        @DefaultValue Retention retention) {

    public GenerationSettings {
        require(workersPerProvider >= 1, "workers-per-provider has to be at least 1");
        require(renewal.compareTo(lease) <= 0, "renewal has to be shorter than lease");
    }

    /**
     * The commands that sagas send.
     *
     * @param concurrency Commands under way at the same time.
     * @param lease       How long a claimed command is left to whoever claimed it.
     * @param backoff     Wait before a command is sent again; doubles each time.
     * @param maxBackoff  Longest wait before a command is sent again.
     */
    public record Outbox(
            @DefaultValue("64") int concurrency,
            @DefaultValue("30s") Duration lease,
            @DefaultValue("500ms") Duration backoff,
            @DefaultValue("30s") Duration maxBackoff) {

        public Outbox {
            require(concurrency >= 1, "concurrency has to be at least 1");
        }
    }

    /**
     * The retry policy {@code interactive}: somebody is watching.
     *
     * @param attempts      Most attempts of one generation.
     * @param waits         Waits before the second attempt, the third, and so on; the last one repeats.
     * @param callTimeout   How long one call of a provider may take.
     * @param jitter        Up to this fraction of a wait is added to it by chance.
     * @param maxRetryAfter Longest wait that a provider can ask for; with a longer one the generation fails.
     * @param deadline      How long the whole generation may take, from its request.
     */
    public record Interactive(
            @DefaultValue("3") int attempts,
            @DefaultValue({"2s", "5s"}) List<Duration> waits,
            @DefaultValue("60s") Duration callTimeout,
            @DefaultValue("0.2") double jitter,
            @DefaultValue("60s") Duration maxRetryAfter,
            @DefaultValue("15m") Duration deadline)
            implements Retries {

        public Interactive {
            Retries.require(attempts, waits, jitter);
        }
    }

    /**
     * The retry policy {@code patient}: nobody is watching.
     *
     * @param attempts      Most attempts of one generation.
     * @param waits         Waits before the second attempt, the third, and so on; the last one repeats.
     * @param callTimeout   How long one call of a provider may take.
     * @param jitter        Up to this fraction of a wait is added to it by chance.
     * @param maxRetryAfter Longest wait that a provider can ask for; with a longer one the generation fails.
     * @param deadline      How long the whole generation may take, from its request.
     */
    public record Patient(
            @DefaultValue("4") int attempts,
            @DefaultValue({"10s", "100s", "1000s"}) List<Duration> waits,
            @DefaultValue("60s") Duration callTimeout,
            @DefaultValue("0.2") double jitter,
            @DefaultValue("20m") Duration maxRetryAfter,
            @DefaultValue("2h") Duration deadline)
            implements Retries {

        public Patient {
            Retries.require(attempts, waits, jitter);
        }
    }

    /**
     * When a provider that keeps failing is left alone.
     *
     * @param window      How many of a provider's last calls count.
     * @param failureRate Share of those calls, from 0 to 1, that has to fail for the provider to be left alone.
     * @param open        How long a provider is left alone before it is tried again.
     * @param trials      How many calls then try whether it works again.
     */
    public record Breaker(
            @DefaultValue("10") int window,
            @DefaultValue("0.5") double failureRate,
            @DefaultValue("30s") Duration open,
            @DefaultValue("2") int trials) {

        public Breaker {
            require(window >= 1, "window has to be at least 1");
            require(failureRate > 0 && failureRate <= 1, "failure-rate is a fraction above 0, up to 1");
            require(open.toMillis() >= 1, "open has to be at least 1ms");
            require(trials >= 1, "trials has to be at least 1");
        }
    }

    /**
     * How long the working data of calls is kept: what exactly was ordered.
     *
     * @param finished How long what was ordered is kept after a call that succeeded.
     * @param failed   How long what was ordered is kept after a call that failed.
     */
    public record Retention(
            @DefaultValue("24h") Duration finished,
            @DefaultValue("7d") Duration failed) {}

    /** What every retry policy says. */
    public sealed interface Retries {

        int attempts();

        List<Duration> waits();

        Duration callTimeout();

        double jitter();

        Duration maxRetryAfter();

        Duration deadline();

        private static void require(int attempts, List<Duration> waits, double jitter) {
            GenerationSettings.require(attempts >= 1, "attempts has to be at least 1");
            GenerationSettings.require(!waits.isEmpty(), "waits needs at least one");
            GenerationSettings.require(jitter >= 0 && jitter <= 1, "jitter is a fraction from 0 to 1");
        }
    }

    private static void require(boolean usable, String otherwise) {
        if (!usable) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
