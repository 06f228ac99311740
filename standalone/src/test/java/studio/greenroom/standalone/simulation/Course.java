package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Attempt;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.CostRefunded;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.LateResultRecorded;
import studio.greenroom.kernel.generation.GenerationEvent.RepeatsAnswered;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.generation.Variant;
import studio.greenroom.saga.generation.RetryPolicy;

/** Follows a generation from its request to its end: who was asked how often and when, and how it ended. */
final class Course {

    private final World world;
    private final GenerationState generation;
    private final RetryPolicy policy;
    private final List<Assignment> chain;
    private final List<String> wrong = new ArrayList<>();

    private Course(World world, GenerationState generation) {
        this.world = world;
        this.generation = generation;
        policy = Objects.requireNonNull(
                world.policies.byName().get(generation.request().policy()));
        List<Assignment> asked = generation.request().chain();
        chain = asked.isEmpty()
                ? List.of(FakeProviders.DEFAULT)
                : asked.stream().distinct().toList();
    }

    static List<String> wrongIn(List<GenerationEvent> events, World world) {
        GenerationState state = null;
        for (GenerationEvent event : events) {
            state = GenerationState.evolve(state, event);
        }
        Course course = new Course(world, Objects.requireNonNull(state));
        course.end(events);
        course.generation.variants().forEach(course::variant);
        return course.wrong;
    }

    private void expect(boolean right, String otherwise) {
        if (!right) {
            wrong.add(generation.id() + " " + otherwise);
        }
    }

    private void end(List<GenerationEvent> events) {
        Status status = generation.status();
        int good = generation.count(Status.SUCCEEDED);
        expect(status.ended(), "never ends");
        expect(status != Status.SUCCEEDED || good > 0, "succeeded with nothing");
        expect(status != Status.FAILED || good == 0, "failed with " + good + " variants");
        expect(generation.variants().stream().allMatch(v -> v.status().ended()), "has open variants");
        expect(generation.attempts().stream().noneMatch(a -> a.status() == Status.RUNNING), "has open attempts");
        int end = Ledger.end(events);
        expect(
                !(events.get(end) instanceof GenerationSucceeded e) || e.succeeded() == good,
                "counts other variants than there are");
        expect(
                events.subList(end + 1, events.size()).stream()
                        .allMatch(e -> e instanceof LateResultRecorded
                                || e instanceof CostSettled
                                || e instanceof CostRefunded
                                || e instanceof RepeatsAnswered),
                "goes on after its end");
    }

    private void variant(Variant variant) {
        List<Attempt> attempts = generation.attemptsAt(variant.number());
        int here = 0;
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            here = i > 0 && to(attempts.get(i - 1)).equals(to(attempt)) ? here + 1 : 1;
            expect(here <= policy.attempts(), "asks " + attempt.provider() + " too often: " + attempt.number());
            if (i > 0) {
                expect(attempts.get(i - 1).status() == Status.FAILED, "goes on without a failure: " + attempt.number());
                expect(here > 1 || moved(attempts.get(i - 1), attempt), "asks out of turn: " + attempt.number());
            }
            if (here > 1) {
                waited(attempts.get(i - 1), attempt, here - 1);
            } else if (i > 0) {
                givenUp(attempts.get(i - 1), count(attempts.subList(0, i)));
            }
        }
        if (variant.status() == Status.FAILED && variant.failure() != FailureCode.DEADLINE_EXCEEDED) {
            Attempt last = attempts.get(attempts.size() - 1);
            expect(last.code() == variant.failure(), "fails as " + variant.failure() + ", not as " + last.code());
            givenUp(last, count(attempts));
            expect(
                    !Objects.requireNonNull(last.code()).elsewhere() || chain.indexOf(to(last)) == chain.size() - 1,
                    "never asks who comes after " + last.provider());
        }
    }

    /** Whether the second of them comes after the first in the chain. */
    private boolean moved(Attempt from, Attempt next) {
        return Objects.requireNonNull(from.code()).elsewhere()
                && chain.indexOf(to(next)) == chain.indexOf(to(from)) + 1;
    }

    /** A further attempt was not allowed there. */
    private void givenUp(Attempt last, int here) {
        Long asked = last.retryAfterMillis();
        boolean allowed = Objects.requireNonNull(last.code()).retryable()
                && here < policy.attempts()
                && (asked == null || asked <= policy.maxRetryAfter().toMillis());
        expect(!allowed, "gives " + last.provider() + " up too early: " + last.number());
    }

    /** How many of the last attempts were made at the same place. */
    private static int count(List<Attempt> attempts) {
        int count = 0;
        Assignment last = to(attempts.get(attempts.size() - 1));
        while (count < attempts.size()
                && to(attempts.get(attempts.size() - 1 - count)).equals(last)) {
            count++;
        }
        return count;
    }

    private void waited(Attempt failed, Attempt next, int here) {
        Instant called = called(next);
        if (called != null) {
            Duration wait = policy.waits().get(Math.min(here, policy.waits().size()) - 1);
            long asked = failed.retryAfterMillis() == null ? 0 : failed.retryAfterMillis();
            Instant soonest = failed(failed).plusMillis(Math.max(asked, wait.toMillis()));
            expect(!called.isBefore(soonest), "is called too soon: " + next.number());
        }
    }

    private @Nullable Instant called(Attempt attempt) {
        return world.providers.calls().stream()
                .filter(call -> call.key().equals(key(attempt)))
                .map(FakeProviders.Call::at)
                .findFirst()
                .orElse(null);
    }

    private Instant failed(Attempt attempt) {
        return world.providers.kept().stream()
                .filter(kept -> kept.key().equals(key(attempt)))
                .map(FakeProviders.Kept::at)
                .findFirst()
                .orElseThrow();
    }

    private AttemptKey key(Attempt attempt) {
        return new AttemptKey(generation.id(), attempt.variant(), attempt.number());
    }

    private static Assignment to(Attempt attempt) {
        return new Assignment(attempt.provider(), attempt.model());
    }
}
