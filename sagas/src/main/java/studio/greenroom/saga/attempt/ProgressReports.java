package studio.greenroom.saga.attempt;

/** Begins the report of each call. */
public final class ProgressReports {

    private final Audience audience;
    private final TypicalDurations durations;

    public ProgressReports(Audience audience, TypicalDurations durations) {
        this.audience = audience;
        this.durations = durations;
    }

    ProgressReport of(AttemptOrder order) {
        return new ProgressReport(
                order,
                audience,
                () -> durations.millis(
                        order.provider(), order.model(), order.request().kind().word()));
    }
}
