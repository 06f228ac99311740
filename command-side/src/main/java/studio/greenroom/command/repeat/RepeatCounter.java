package studio.greenroom.command.repeat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.AxonThreadFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.CommandSender;
import studio.greenroom.kernel.generation.GenerationCommand.RecordRepeats;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;

/**
 * Counts which generation answered how many requests again, and records it with the generation: in the background, at most
 * about once a second for each, and the rest when Greenroom stops in order. A process that is killed loses what it counted
 * since, at most that second: nobody waits for a commit to be answered what is there.
 */
@Component
public class RepeatCounter implements SmartLifecycle {

    /** Generations whose repeats wait; more are only counted in a metric. */
    private static final int MOST = 10_000;

    private static final int AT_ONCE = 32;
    private static final long PATIENCE_SECONDS = 5;

    /** Where an answer came from. */
    public enum Source {
        REDIS,
        POSTGRESQL
    }

    private record Tally(String owner, int times) {}

    /** On its way: the same command until it is known to be done, so that nothing counts twice. */
    private record Sent(RecordRepeats command, Cause cause) {}

    private final CommandSender commands;
    private final Ids ids;
    private final Map<Source, Counter> answered = new EnumMap<>(Source.class);
    private final Counter dropped;
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new AxonThreadFactory("repeats"));
    private volatile List<Sent> unsure = List.of();
    private volatile boolean running;

    public RepeatCounter(CommandSender commands, Ids ids, MeterRegistry meters) {
        this.commands = commands;
        this.ids = ids;
        for (Source source : Source.values()) {
            answered.put(
                    source,
                    Counter.builder("greenroom.repeats")
                            .description("Requests that were answered with an earlier generation")
                            .tag("from", source.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        dropped = Counter.builder("greenroom.repeats.dropped")
                .description("Of those, how many were not recorded with their generation: too many waited")
                .register(meters);
    }

    /** One more request was answered with that generation. Does not block. */
    public void count(String owner, String generationId, Source from) {
        Objects.requireNonNull(answered.get(from)).increment();
        if (tallies.size() + unsure.size() >= MOST && !tallies.containsKey(generationId)) {
            dropped.increment();
        } else {
            tallies.merge(
                    generationId,
                    new Tally(owner, 1),
                    (tally, one) -> new Tally(tally.owner(), tally.times() + one.times()));
        }
    }

    @Override
    public void start() {
        running = true;
        var unused = thread.scheduleWithFixedDelay(this::record, 1, 1, TimeUnit.SECONDS);
    }

    /** When nobody asks any more, and before what is recorded can not be published any more. */
    @Override
    public void stop() {
        running = false;
        thread.shutdown();
        try {
            if (thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                record();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the web server has stopped, before the relay does. */
    @Override
    public int getPhase() {
        return 20;
    }

    /** Records what was counted so far. Blocks; called by one thread at a time. */
    void record() {
        List<Sent> all = new ArrayList<>(unsure);
        for (String generationId : List.copyOf(tallies.keySet())) {
            Tally tally = tallies.remove(generationId);
            if (tally != null) {
                all.add(sent(generationId, tally));
            }
        }
        List<Sent> left = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Sent> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            List<CompletableFuture<Boolean>> done =
                    some.stream().map(this::isDone).toList();
            for (int i = 0; i < some.size(); i++) {
                if (!done.get(i).join()) {
                    left.add(some.get(i));
                }
            }
        }
        unsure = left;
    }

    private Sent sent(String generationId, Tally tally) {
        String id = ids.next(Ids.COMMAND);
        return new Sent(
                new RecordRepeats(generationId, tally.times()),
                new Cause(tally.owner(), "repeats", id, id, id, Ids.derived(Ids.OPERATION, id)));
    }

    /** Whether nothing more is to be done about it; what is refused for good is of no use either. */
    private CompletableFuture<Boolean> isDone(Sent sent) {
        return commands.send(sent.command(), sent.cause())
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handle((receipt, error) -> {
                    Throwable why = error instanceof CompletionException ? error.getCause() : error;
                    boolean refused =
                            why instanceof Problem problem && problem.code().status() < 500;
                    if (refused) {
                        dropped.increment(sent.command().times());
                    }
                    return why == null || refused;
                });
    }
}
