package studio.greenroom.command.eventstore;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;

/** Measures every group that is written, the same for each store. */
final class MeasuredWriter implements GroupWriter {

    private final GroupWriter writer;
    private final MeterRegistry meters;
    private final Timer time;
    private final Counter commits;

    MeasuredWriter(GroupWriter writer, MeterRegistry meters, EventStoreSettings.Kind kind) {
        this.writer = writer;
        this.meters = meters;
        time = Timer.builder("greenroom.store.write")
                .description("A group of commits, until the event store has answered")
                .tag("store", kind.word())
                .register(meters);
        commits = Counter.builder("greenroom.store.commits")
                .description("Commits that were written")
                .tag("store", kind.word())
                .register(meters);
    }

    @Override
    public boolean isReady() {
        return writer.isReady();
    }

    @Override
    public Written write(List<Commit> group) throws OutcomeUnknown {
        Timer.Sample sample = Timer.start(meters);
        try {
            Written written = writer.write(group);
            commits.increment(written.commits());
            return written;
        } finally {
            sample.stop(time);
        }
    }
}
