package studio.greenroom.saga.testing;

import java.time.Duration;
import java.util.List;
import studio.greenroom.saga.settings.GenerationSettings;

/** The defaults, shortened so that tests need not wait. */
public final class Settings {

    /** Nothing fails so often that a provider is left alone. */
    private static final GenerationSettings.Breaker BREAKER =
            new GenerationSettings.Breaker(1_000, 1, Duration.ofSeconds(30), 2);

    private Settings() {}

    public static GenerationSettings quick() {
        return with(Duration.ofMillis(600), Duration.ofMinutes(15));
    }

    public static GenerationSettings with(Duration lease, Duration deadline) {
        return with(lease, deadline, BREAKER);
    }

    public static GenerationSettings with(Duration lease, Duration deadline, GenerationSettings.Breaker breaker) {
        return new GenerationSettings(
                2,
                Duration.ofMillis(20),
                lease,
                lease.dividedBy(4),
                Duration.ofMillis(300),
                new GenerationSettings.Outbox(16, Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofMillis(200)),
                new GenerationSettings.Interactive(
                        3,
                        List.of(Duration.ofMillis(30), Duration.ofMillis(60)),
                        Duration.ofSeconds(10),
                        0.2,
                        Duration.ofSeconds(1),
                        deadline),
                new GenerationSettings.Patient(
                        4,
                        List.of(Duration.ofMillis(50), Duration.ofMillis(100)),
                        Duration.ofSeconds(10),
                        0.2,
                        Duration.ofSeconds(1),
                        deadline),
                breaker,
                new GenerationSettings.Retention(Duration.ofHours(24), Duration.ofDays(7)));
    }
}
