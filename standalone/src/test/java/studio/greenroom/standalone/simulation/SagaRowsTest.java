package studio.greenroom.standalone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.greenroom.command.generation.OpenDecisions;
import studio.greenroom.embedded.EmbeddedServers;
import studio.greenroom.embedded.Listener;
import studio.greenroom.embedded.PostgresServer;
import studio.greenroom.embedded.Server;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.RequestText;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationOrder;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.settings.PostgresSettings;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.saga.database.SagaDatabase;
import studio.greenroom.saga.outbox.Outgoing;
import studio.greenroom.saga.timer.TimedCommand;
import studio.greenroom.standalone.Scale;

/** The simulation's rows do what the real ones do: both are led through the same steps, drawn from a seed. */
class SagaRowsTest {

    private static final int RUNS = Scale.of(5, 200);
    private static final int STEPS = 80;
    private static final Set<String> GENERATIONS = new TreeSet<>(Set.of("gen_1", "gen_2"));

    @TempDir
    static Path folder;

    private static EmbeddedServers servers;
    private static SagaDatabase database;

    @BeforeAll
    static void start() throws IOException {
        servers = EmbeddedServers.start(folder, Set.of(Server.POSTGRESQL), Listener.silent());
        PostgresServer server = servers.postgres();
        int port = Integer.parseInt(server.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
        database = new SagaDatabase(
                new PostgresSettings("127.0.0.1", port, server.database(), server.user(), server.password()));
    }

    @AfterAll
    static void stop() {
        database.close();
        servers.close();
    }

    @Test
    void theFakeAndTheRealOneCanNotBeToldApart() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + RUNS; seed++) {
            Dice dice = new Dice(seed);
            SagaRows fake = new FakeRows(new VirtualTime(dice));
            SagaRows real = new PostgresRows(database.workers());
            Set<AttemptKey> called = new TreeSet<>();
            Set<String> sent = new TreeSet<>(Set.of("cmd_none"));
            for (int step = 0; step < STEPS; step++) {
                Function<SagaRows, Object> todo = step(dice, called, sent);
                Object expected = todo.apply(real);
                assertThat(todo.apply(fake)).as("seed %d, step %d", seed, step).isEqualTo(expected);
                assertThat(fake.all()).as("seed %d, step %d", seed, step).isEqualTo(real.all());
            }
        }
    }

    private static Function<SagaRows, Object> step(Dice dice, Set<AttemptKey> called, Set<String> sent) {
        Duration lease = dice.of(List.of(Duration.ZERO, Duration.ofHours(1)));
        String generation = dice.of(List.copyOf(GENERATIONS));
        String provider = dice.of(List.copyOf(FakeProviders.NAMES));
        String command = dice.of(List.copyOf(sent));
        switch (dice.from(1, called.isEmpty() ? 10 : 13)) {
            case 1, 2 -> {
                AttemptOrder order = order(generation, dice.from(1, 2), dice.from(1, 3), provider);
                sent.add(order.report().commandId());
                return rows -> done(() -> rows.open(List.of(order)));
            }
            case 3 -> {
                return rows -> done(() -> rows.abandon(Set.of(generation)));
            }
            case 4 -> {
                return rows -> noted(rows.claim(provider, lease), called);
            }
            case 5 -> {
                return rows -> noted(rows.claimOrphans(Set.of(provider), lease), called);
            }
            case 6 -> {
                return rows -> rows.due(lease);
            }
            case 7 -> {
                String id = "cmd_" + dice.from(1, 20);
                sent.add(id);
                return rows -> done(() -> rows.send(List.of(outgoing(generation, id))));
            }
            case 8 -> {
                return rows -> done(() -> rows.settled(command));
            }
            case 9 -> {
                return dice.chance(0.3)
                        ? rows -> done(() -> rows.refused(command))
                        : rows -> done(() -> rows.again(command, lease));
            }
            case 10 -> {
                String name = "timer_" + dice.from(1, 4);
                return dice.chance(0.5)
                        ? rows -> done(() -> rows.cancel(Set.of(name)))
                        : rows -> done(() ->
                                rows.set(List.of(new TimedCommand(Instant.EPOCH, name, outgoing(generation, name)))));
            }
            case 11 -> {
                Set<AttemptKey> own = dice.chance(0.5) ? Set.of() : Set.of(dice.of(List.copyOf(called)));
                return rows -> noted(rows.takeOver(own, lease), called);
            }
            case 12 -> {
                Set<AttemptKey> mine = Set.of(dice.of(List.copyOf(called)));
                return rows -> rows.renew(mine, lease);
            }
            default -> {
                AttemptKey key = dice.of(List.copyOf(called));
                boolean before = dice.chance(0.5);
                return rows -> rows.answer(key, before, FakeProviders.failed(FailureCode.INTERNAL, null, null));
            }
        }
    }

    private static Set<AttemptKey> noted(Set<AttemptKey> keys, Set<AttemptKey> called) {
        called.addAll(keys);
        return keys;
    }

    private static Boolean done(Runnable step) {
        step.run();
        return true;
    }

    private static Outgoing outgoing(String generation, String id) {
        return new Outgoing(new CancelGeneration(generation), Cause.asked("own_1", id, "opr_1"));
    }

    private static AttemptOrder order(String generation, int variant, int attempt, String provider) {
        GenerationOrder wanted = new GenerationOrder(
                null,
                0,
                1,
                2,
                0,
                0,
                RetryPolicyName.PATIENT,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                "Rain",
                List.of());
        return new AttemptOrder(
                (GenerationRequested) OpenDecisions.decide(null, new RequestText(generation, wanted))
                        .get(0),
                variant,
                attempt,
                provider,
                "one",
                Duration.ofMinutes(1),
                Cause.asked("own_1", "cmd_" + generation + variant + attempt, "opr_1"));
    }
}
