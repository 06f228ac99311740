package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.saga.generation.RetryPolicies;
import studio.greenroom.saga.generation.RetryPolicy;
import studio.greenroom.saga.settings.GenerationSettings;

/** Greenroom's generations in one thread and in virtual time: what decides and leads is real, what is around it is not. */
final class World {

    private static final GenerationSettings SETTINGS =
            new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("usual", GenerationSettings.class);

    final long seed;
    final Mistake mistake;
    final Dice dice;
    final VirtualTime time;
    final Ids ids;
    final GenerationSettings settings = SETTINGS;
    final RetryPolicies policies;
    final FakeLog log;
    final FakeProviders providers;
    final Consumer consumer;
    final Dispatcher dispatcher;
    final TimerClock timers;
    final List<Node> nodes;
    /** When the sagas first handled a generation's end. */
    private final Map<String, Instant> ends = new TreeMap<>();

    private Tables tables;

    World(long seed, Mistake mistake) {
        this.seed = seed;
        this.mistake = mistake;
        dice = new Dice(seed);
        time = new VirtualTime(dice);
        ids = new Ids(time, dice.random());
        policies = dice.chance(0.5) ? RetryPolicies.of(SETTINGS) : drawn();
        tables = new Tables(time, mistake);
        log = new FakeLog(this);
        providers = new FakeProviders(this);
        consumer = new Consumer(this);
        dispatcher = new Dispatcher(this);
        timers = new TimerClock(this);
        nodes = List.of(new Node(this, "node 1"), new Node(this, "node 2"));
    }

    private RetryPolicies drawn() {
        return new RetryPolicies(Map.of(
                RetryPolicyName.INTERACTIVE.word(), drawnPolicy(), RetryPolicyName.PATIENT.word(), drawnPolicy()));
    }

    private RetryPolicy drawnPolicy() {
        List<Duration> waits = Stream.generate(() -> dice.upTo(Duration.ofSeconds(100)))
                .limit(dice.from(1, 4))
                .toList();
        Duration deadline =
                dice.upTo(dice.of(List.of(Duration.ofSeconds(20), Duration.ofMinutes(5), Duration.ofHours(2))));
        return new RetryPolicy(
                dice.from(1, 4),
                waits,
                dice.random().nextDouble(),
                Duration.ofMinutes(dice.from(0, 30)),
                Duration.ofSeconds(dice.from(5, 90)),
                deadline);
    }

    /** Lets everything happen until nothing is left. */
    void run() {
        new People(this).begin();
        if (dice.chance(0.8)) {
            trouble();
        }
        time.run();
    }

    private void trouble() {
        List<Participant> all = Stream.concat(Stream.of(consumer, dispatcher, timers), nodes.stream())
                .toList();
        for (int n = dice.from(0, 12); n > 0; n--) {
            Participant one = dice.of(all);
            time.in(soon(), dice.chance(0.6) ? one::crash : () -> one.freeze(dice.upTo(Duration.ofSeconds(60))));
        }
        for (int n = dice.from(0, 5); n > 0; n--) {
            time.in(soon(), dice.chance(0.5) ? this::backToZero : this::rewind);
        }
    }

    /** Most things happen in the first minutes. */
    Duration soon() {
        return dice.upTo(dice.of(List.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1))));
    }

    Map<String, Instant> ends() {
        return ends;
    }

    Tables tables() {
        return tables;
    }

    /** All of it or, when somebody dies in it, nothing. */
    <T> T transaction(Function<Tables, T> work) {
        Tables changed = tables.copy();
        T result = work.apply(changed);
        tables = changed;
        return result;
    }

    /** Sagas have handled events, by which these generations ended. */
    void handled(Set<String> ended) {
        ended.forEach(generation -> ends.putIfAbsent(generation, time.instant()));
        dispatcher.ring();
        timers.ring();
        nodes.forEach(node -> {
            node.ended(ended);
            node.ring();
        });
    }

    /** The sagas are lost: all of them, and how far they had come. */
    void backToZero() {
        time.note("back to zero");
        transaction(lost -> {
            lost.sagas.clear();
            lost.position = 0;
            return lost;
        });
        consumer.ring();
    }

    /** Events come again to sagas that have handled them. */
    private void rewind() {
        transaction(before -> {
            before.position = dice.from(0, (int) before.position);
            time.note("back to", before.position);
            return before;
        });
        consumer.ring();
    }
}
