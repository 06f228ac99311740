package studio.greenroom.saga.testing;

import java.time.Duration;
import java.util.List;
import studio.greenroom.saga.settings.GenerationSettings;

/** The defaults, shortened so that tests need not wait. */
public final class Settings {

    private Settings() {}

    public static GenerationSettings quick() {
        return with(Duration.ofMillis(600), Duration.ofMinutes(15));
    }

    public static GenerationSettings with(Duration lease, Duration deadline) {
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
                        deadline));
    }
}
