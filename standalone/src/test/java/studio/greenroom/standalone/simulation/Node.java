package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.saga.attempt.AttemptOrder;
import studio.greenroom.standalone.simulation.FakeAttempts.Leased;

/** Calls providers by the rules of {@link studio.greenroom.saga.attempt.AttemptWorkers}; there are two of it. */
final class Node extends Participant {

    private static final int STRAYS = 16;

    private final Map<String, Leased> running = new TreeMap<>();
    private final Duration lease;
    private Instant renewedAt;

    Node(World world, String name) {
        super(world, name);
        lease = world.settings.lease();
        renewedAt = world.time.instant();
    }

    @Override
    void born() {
        running.clear();
    }

    @Override
    @Nullable
    Instant round() {
        Instant now = world.time.instant();
        if (!running.isEmpty() && !now.isBefore(renewedAt.plus(world.settings.renewal()))) {
            Map<String, Boolean> held = world.transaction(tables -> tables.attempts.renew(running.keySet(), lease));
            List.copyOf(running.keySet()).stream()
                    .filter(token -> !Boolean.FALSE.equals(held.get(token)))
                    .forEach(this::stop);
            renewedAt = now;
        }
        FakeProviders.NAMES.forEach(this::claim);
        for (Leased dead : world.transaction(
                tables -> tables.attempts.takeOver(Set.copyOf(running.keySet()), tokens(STRAYS), lease))) {
            closeDead(dead);
        }
        for (Leased orphan :
                world.transaction(tables -> tables.attempts.claimOrphans(FakeProviders.NAMES, tokens(STRAYS), lease))) {
            keep(orphan, FakeProviders.failed(FailureCode.PROVIDER_UNAVAILABLE, null, null));
        }
        return next();
    }

    private @Nullable Instant next() {
        Stream<Instant> dead = world.tables().attempts.rows().stream()
                .filter(row -> row.leaseUntil() != null && !running.containsKey(row.token()))
                .map(row -> row.leaseUntil().plusMillis(1));
        Stream<Instant> renewal = running.isEmpty() ? Stream.of() : Stream.of(renewedAt.plus(world.settings.renewal()));
        return Stream.concat(dead, renewal).min(Comparator.naturalOrder()).orElse(null);
    }

    private void claim(String provider) {
        long busy = running.values().stream()
                .filter(attempt -> attempt.order().provider().equals(provider))
                .count();
        int free = (int) (world.settings.workersPerProvider() - busy);
        if (free > 0) {
            List<Leased> claimed = world.transaction(tables -> tables.attempts.claim(provider, tokens(free), lease));
            if (!claimed.isEmpty()) {
                world.nodes.forEach(Participant::ring);
            }
            claimed.forEach(this::launch);
        }
    }

    private void launch(Leased attempt) {
        world.dice.mayCrash();
        Instant claimedAt = world.time.instant();
        running.put(attempt.token(), attempt);
        later(world.dice.upTo(Duration.ofMillis(world.dice.trouble() ? 30_000 : 50)), () -> {
            if (Duration.between(claimedAt, world.time.instant()).compareTo(lease) < 0) {
                call(attempt, claimedAt);
            } else {
                end(attempt);
            }
        });
    }

    private void call(Leased attempt, Instant claimedAt) {
        FakeProviders.Answer answer = world.providers.ask(attempt.order(), claimedAt);
        world.dice.mayCrash();
        later(answer.after(), () -> {
            if (running.containsKey(attempt.token())) {
                world.dice.mayCrash();
                keep(attempt, answer.outcome());
                end(attempt);
            }
        });
    }

    private void end(Leased attempt) {
        running.remove(attempt.token());
        ring();
    }

    private void keep(Leased attempt, AttemptOutcome outcome) {
        boolean held = world.transaction(tables -> tables.attempts.answer(attempt, outcome));
        world.time.note(held ? "kept" : "too late", attempt.order().inWords(), outcome);
        if (held) {
            world.providers.kept(attempt.order(), outcome);
            world.dispatcher.ring();
        }
    }

    private void closeDead(Leased dead) {
        AttemptOrder order = dead.order();
        world.time.note("taken over:", order.inWords());
        if (world.mistake == Mistake.TAKEOVER_CALLS_AGAIN) {
            running.put(dead.token(), dead);
            call(dead, world.time.instant());
        } else {
            keep(dead, FakeProviders.failed(FailureCode.OUTCOME_UNKNOWN, null, FakeProviders.ESTIMATE));
        }
    }

    /** These generations have ended. */
    void ended(Set<String> generations) {
        List.copyOf(running.values()).stream()
                .filter(attempt -> generations.contains(attempt.order().generationId()))
                .forEach(attempt -> stop(attempt.token()));
    }

    private void stop(String token) {
        Leased attempt = running.get(token);
        if (attempt != null && FakeProviders.interruptible(attempt.order().provider())) {
            later(Duration.ofMillis(1), () -> {
                if (running.containsKey(token)) {
                    keep(attempt, FakeProviders.failed(FailureCode.OUTCOME_UNKNOWN, null, FakeProviders.ESTIMATE));
                    end(attempt);
                }
            });
        }
    }

    private List<String> tokens(int count) {
        return Stream.generate(() -> world.ids.next("tok")).limit(count).toList();
    }
}
