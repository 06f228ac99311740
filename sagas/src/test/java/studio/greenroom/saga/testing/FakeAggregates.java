package studio.greenroom.saga.testing;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import studio.greenroom.kernel.artist.ArtistCommand;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.command.CommandSender;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.EventCatalog;
import studio.greenroom.kernel.event.EventCodec;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Attempt;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationCommand.FailGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailVariant;
import studio.greenroom.kernel.generation.GenerationCommand.ReportAttempt;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.LateResultRecorded;
import studio.greenroom.kernel.generation.GenerationEvent.VariantFailed;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.generation.Variant;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** The other side in memory: one log, generations that decide as the real ones do, and artists that only remember. */
public final class FakeAggregates implements CommandSender {

    public static final String OWNER = "own_1";
    public static final Persona NOVA =
            new Persona("Nova Reyes", "synthwave", "She began in a garage.", List.of("restless"), "neon noir");

    private final Clock clock;
    private final Map<String, GenerationState> generations = new HashMap<>();
    private final Map<String, Long> revisions = new HashMap<>();
    private final Map<String, Receipt> known = new HashMap<>();
    private final List<Envelope> log = new ArrayList<>();
    private final List<Command> sent = new ArrayList<>();
    private final List<Command> newCommands = new ArrayList<>();

    public FakeAggregates(Clock clock) {
        this.clock = clock;
    }

    public String request(String id, GenerationKind kind) {
        return request(id, kind, RetryPolicyName.INTERACTIVE);
    }

    public String request(String id, GenerationKind kind, RetryPolicyName policy) {
        return request(asked(id, kind, 1, policy.word()));
    }

    public synchronized String request(GenerationRequested asked) {
        String id = asked.generationId();
        append(Cause.asked(OWNER, "cmd-" + id, "opr-" + id), 0, asked);
        return id;
    }

    /** @param chain who is asked; none leaves it to the saga */
    public static GenerationRequested asked(
            String id, GenerationKind kind, int variants, String policy, Assignment... chain) {
        boolean image = kind == GenerationKind.IMAGE;
        return new GenerationRequested(
                id,
                kind,
                "art_1",
                1,
                42,
                variants,
                image ? 512 : 0,
                image ? 512 : 0,
                policy,
                null,
                List.of(chain),
                null,
                null,
                null,
                NOVA,
                "Make it rain",
                List.of());
    }

    @Override
    public synchronized CompletionStage<Receipt> send(Command command, Cause cause) {
        sent.add(command);
        Receipt before = known.get(cause.commandId());
        if (before != null) {
            return CompletableFuture.completedFuture(before);
        }
        try {
            List<GenerationEvent> events =
                    command instanceof ArtistCommand ? List.of() : decide(generations.get(command.streamId()), command);
            int ordinal = 0;
            for (GenerationEvent event : events) {
                append(cause, ordinal++, event);
            }
            Receipt receipt =
                    new Receipt(command.streamId(), revisions.getOrDefault(command.streamId(), 1L), log.size());
            known.put(cause.commandId(), receipt);
            newCommands.add(command);
            return CompletableFuture.completedFuture(receipt);
        } catch (Problem e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static List<GenerationEvent> decide(GenerationState state, Command command) {
        String id = command.streamId();
        if (command instanceof ReportAttempt c) {
            return report(state, c);
        } else if (state.status().ended()) {
            throw new Problem(ProblemCode.GENERATION_FINISHED, "It has ended.");
        } else if (command instanceof StartAttempt c) {
            List<Attempt> made = state.attemptsAt(c.variant());
            if (!isOpen(state.variant(c.variant()))
                    || made.stream().anyMatch(a -> a.status() == Status.RUNNING)
                    || c.attempt() != made.size() + 1) {
                throw new Problem(ProblemCode.ATTEMPT_OUT_OF_ORDER, "It is not due.");
            }
            return List.of(new AttemptStarted(id, c.variant(), c.attempt(), c.provider(), c.model()));
        } else if (command instanceof FailVariant c) {
            return given(state, List.of(state.variant(c.variant())), c.code());
        } else if (command instanceof FailGeneration c) {
            return given(
                    state,
                    state.variants().stream().filter(FakeAggregates::isOpen).toList(),
                    c.code());
        }
        return List.of(new GenerationCancelled(id, state.attempts().size()));
    }

    private static boolean isOpen(Variant variant) {
        return !variant.status().ended();
    }

    private static boolean isLast(GenerationState state, int variants) {
        return state.variants().stream().filter(FakeAggregates::isOpen).count() == variants;
    }

    private static List<GenerationEvent> given(GenerationState state, List<Variant> up, FailureCode code) {
        int good = state.count(Status.SUCCEEDED);
        boolean last = isLast(state, up.size());
        if (last && good == 0) {
            return List.of(
                    new GenerationFailed(state.id(), code, state.attempts().size()));
        }
        List<GenerationEvent> events = new ArrayList<>();
        up.forEach(variant -> events.add(new VariantFailed(state.id(), variant.number(), code)));
        if (last) {
            events.add(new GenerationSucceeded(state.id(), good, null, null, null, null));
        }
        return events;
    }

    private static List<GenerationEvent> report(GenerationState state, ReportAttempt c) {
        String id = state.id();
        Attempt open = state.attemptsAt(c.variant()).stream()
                .filter(a -> a.number() == c.attempt())
                .findFirst()
                .orElseThrow(() -> new Problem(ProblemCode.ATTEMPT_OUT_OF_ORDER, "There is none."));
        if (open.status() == Status.CANCELLED) {
            return List.of(new LateResultRecorded(
                    id,
                    c.variant(),
                    c.attempt(),
                    !(c.outcome() instanceof AttemptOutcome.Failed),
                    c.outcome().cost()));
        } else if (open.status() != Status.RUNNING) {
            throw new Problem(ProblemCode.ATTEMPT_OUT_OF_ORDER, "It is not open.");
        } else if (c.outcome() instanceof AttemptOutcome.Failed f) {
            return List.of(new AttemptFailed(
                    id,
                    c.variant(),
                    c.attempt(),
                    open.provider(),
                    open.model(),
                    f.code(),
                    f.durationMillis(),
                    f.retryAfterMillis(),
                    f.cost(),
                    f.providerRequestId(),
                    f.detail()));
        }
        AttemptOutcome.Text text = c.outcome() instanceof AttemptOutcome.Text t ? t : null;
        AttemptOutcome.Image image = c.outcome() instanceof AttemptOutcome.Image i ? i : null;
        List<GenerationEvent> events = new ArrayList<>();
        events.add(new AttemptSucceeded(
                id,
                c.variant(),
                c.attempt(),
                open.provider(),
                open.model(),
                c.outcome().durationMillis(),
                c.outcome().usage(),
                c.outcome().cost(),
                c.outcome().providerRequestId(),
                text == null ? image.image().offline() : text.offline(),
                image == null ? null : image.image(),
                text == null ? null : text.text(),
                text == null ? null : text.data(),
                image == null ? null : image.altText()));
        if (isLast(state, 1)) {
            events.add(new GenerationSucceeded(id, state.count(Status.SUCCEEDED) + 1, null, null, null, null));
        }
        return events;
    }

    /** Puts an event into the log as if it had been decided. */
    public synchronized Envelope append(Cause cause, int ordinal, GenerationEvent event) {
        String id = event.streamId();
        generations.compute(id, (key, before) -> GenerationState.evolve(before, event));
        long revision = revisions.merge(id, 1L, Long::sum);
        EventCatalog.Entry entry = EventCatalog.of(event);
        EventCodec.Parts parts = EventCodec.write(event);
        Instant now = clock.instant();
        Envelope envelope = new Envelope(
                log.size() + 1,
                Ids.derived(Ids.EVENT, id, Long.toString(revision)),
                id,
                entry.streamType(),
                revision,
                entry.type(),
                entry.revision(),
                now,
                cause.owner(),
                cause.actor(),
                cause.commandId(),
                ordinal,
                cause.correlationId(),
                cause.causationId(),
                cause.operationId(),
                parts.payload(),
                parts.personal(),
                null);
        log.add(envelope);
        return envelope;
    }

    public synchronized List<Envelope> log() {
        return List.copyOf(log);
    }

    public synchronized Recorded last() {
        return Recorded.read(log.get(log.size() - 1));
    }

    public synchronized GenerationState generation(String id) {
        return generations.get(id);
    }

    /** Everything that was sent, repetitions too. */
    public synchronized List<Command> sent() {
        return List.copyOf(sent);
    }

    /** What changed something when it was sent. */
    public synchronized List<Command> accepted() {
        return List.copyOf(newCommands);
    }

    public static Cause cause(String commandId) {
        return Cause.asked(OWNER, commandId, "opr-" + commandId);
    }
}
