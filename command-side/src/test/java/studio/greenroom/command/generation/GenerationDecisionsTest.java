package studio.greenroom.command.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static studio.greenroom.kernel.event.Histories.ARTIST;
import static studio.greenroom.kernel.event.Histories.GENERATION;
import static studio.greenroom.kernel.event.Histories.IMAGE;
import static studio.greenroom.kernel.event.Histories.MARA;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationCommand;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.ReportAttempt;
import studio.greenroom.kernel.generation.GenerationCommand.RequestBio;
import studio.greenroom.kernel.generation.GenerationCommand.RequestImage;
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
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

class GenerationDecisionsTest {

    private static final RequestImage REQUEST =
            new RequestImage(GENERATION, ARTIST, 3, MARA, "by the sea", 7, 512, 768, RetryPolicyName.INTERACTIVE);
    private static final StartAttempt START = new StartAttempt(GENERATION, 1, "p", "m");
    private static final AttemptOutcome PICTURE =
            new AttemptOutcome.Image(IMAGE, "A portrait", 900, null, Cost.FREE, null);
    private static final AttemptOutcome TIMEOUT =
            new AttemptOutcome.Failed(FailureCode.PROVIDER_TIMEOUT, 60_000, null, null, null, "no answer");

    /** Folds what each command leads to, as the aggregate does. */
    private static GenerationState after(GenerationCommand... commands) {
        GenerationState state = null;
        for (GenerationCommand command : commands) {
            for (GenerationEvent event : GenerationDecisions.decide(state, command)) {
                state = GenerationState.evolve(state, event);
            }
        }
        return state;
    }

    private static ProblemCode refusal(GenerationState state, GenerationCommand command) {
        return catchThrowableOfType(Problem.class, () -> GenerationDecisions.decide(state, command))
                .code();
    }

    @Test
    void aRequestKeepsThePersonaItIsMadeFrom() {
        assertThat(GenerationDecisions.decide(null, REQUEST))
                .containsExactly(new GenerationRequested(
                        GENERATION, ARTIST, GenerationKind.IMAGE, 3, 7, 512, 768, "interactive", MARA, "by the sea"));
        assertThat(GenerationDecisions.decide(
                        null, new RequestBio(GENERATION, ARTIST, 3, MARA, null, 7, RetryPolicyName.PATIENT)))
                .containsExactly(new GenerationRequested(
                        GENERATION, ARTIST, GenerationKind.BIO, 3, 7, 0, 0, "patient", MARA, null));
    }

    @Test
    void attemptsStartOneAfterTheOther() {
        assertThat(GenerationDecisions.decide(after(REQUEST), START))
                .containsExactly(new AttemptStarted(GENERATION, 1, "p", "m"));
        assertThat(refusal(after(REQUEST), new StartAttempt(GENERATION, 2, "p", "m")))
                .isEqualTo(ProblemCode.ATTEMPT_OUT_OF_ORDER);
        assertThat(refusal(after(REQUEST, START), new StartAttempt(GENERATION, 2, "p", "m")))
                .isEqualTo(ProblemCode.ATTEMPT_OUT_OF_ORDER);
    }

    @Test
    void aGoodAnswerEndsTheGenerationInTheSameCommit() {
        assertThat(GenerationDecisions.decide(after(REQUEST, START), new ReportAttempt(GENERATION, 1, PICTURE)))
                .containsExactly(
                        new AttemptSucceeded(GENERATION, 1, "p", "m", 900, null, Cost.FREE, null),
                        new GenerationSucceeded(GENERATION, 1, true, IMAGE, null, "A portrait"));
    }

    @Test
    void aFailedAttemptLeavesTheGenerationRunningForTheNext() {
        GenerationState state = after(REQUEST, START, new ReportAttempt(GENERATION, 1, TIMEOUT));

        assertThat(state.status()).isEqualTo(GenerationState.Status.RUNNING);
        assertThat(GenerationDecisions.decide(state, new StartAttempt(GENERATION, 2, "p", "m")))
                .hasOnlyElementsOfType(AttemptStarted.class);
        assertThat(GenerationDecisions.decide(after(REQUEST, START), new ReportAttempt(GENERATION, 1, TIMEOUT)))
                .hasOnlyElementsOfType(AttemptFailed.class);
    }

    @Test
    void cancellingAFinishedGenerationIsRefused() {
        GenerationState finished = after(REQUEST, START, new ReportAttempt(GENERATION, 1, PICTURE));

        assertThat(refusal(finished, new CancelGeneration(GENERATION))).isEqualTo(ProblemCode.GENERATION_FINISHED);
        assertThat(refusal(finished, new FailGeneration(GENERATION, FailureCode.INTERNAL)))
                .isEqualTo(ProblemCode.GENERATION_FINISHED);
    }

    @Test
    void aResultAfterTheEndRecordsOnlyItsCost() {
        GenerationState cancelled = after(REQUEST, START, new CancelGeneration(GENERATION));
        Cost cost = new Cost(39_000, "EUR", 1);
        AttemptOutcome late = new AttemptOutcome.Image(IMAGE, "A portrait", 900, null, cost, null);

        assertThat(GenerationDecisions.decide(cancelled, new ReportAttempt(GENERATION, 1, late)))
                .containsExactly(new LateResultRecorded(GENERATION, 1, true, cost));
        assertThat(after(REQUEST, START, new CancelGeneration(GENERATION), new ReportAttempt(GENERATION, 1, late)))
                .satisfies(state -> assertThat(state.status()).isEqualTo(GenerationState.Status.CANCELLED))
                .satisfies(state -> assertThat(state.attempts().get(0).cost()).isEqualTo(cost));
    }

    @Provide
    Arbitrary<List<GenerationCommand>> commands() {
        Arbitrary<Integer> attempt = Arbitraries.integers().between(0, 4);
        return Arbitraries.<GenerationCommand>oneOf(
                        attempt.map(n -> new StartAttempt(GENERATION, n, "p", "m")),
                        attempt.map(n -> new ReportAttempt(GENERATION, n, PICTURE)),
                        attempt.map(n -> new ReportAttempt(GENERATION, n, TIMEOUT)),
                        Arbitraries.just(new FailGeneration(GENERATION, FailureCode.INTERNAL)),
                        Arbitraries.just(new CancelGeneration(GENERATION)))
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 1_000)
    void whateverIsSentAGenerationEndsAtMostOnceAndStaysEnded(@ForAll("commands") List<GenerationCommand> commands) {
        GenerationState state = after(REQUEST);
        List<GenerationEvent> ends = new ArrayList<>();
        for (GenerationCommand command : commands) {
            try {
                for (GenerationEvent event : GenerationDecisions.decide(state, command)) {
                    state = GenerationState.evolve(state, event);
                    if (event instanceof GenerationSucceeded
                            || event instanceof GenerationFailed
                            || event instanceof GenerationCancelled) {
                        ends.add(event);
                    }
                }
            } catch (Problem refused) {
                assertThat(refused.code()).isIn(ProblemCode.GENERATION_FINISHED, ProblemCode.ATTEMPT_OUT_OF_ORDER);
            }
        }
        assertThat(ends).hasSizeLessThanOrEqualTo(1);
        assertThat(state.status().ended()).isEqualTo(!ends.isEmpty());
        assertThat(state.attempts())
                .filteredOn(a -> a.status() == GenerationState.Status.RUNNING)
                .hasSizeLessThanOrEqualTo(state.status().ended() ? 0 : 1);
    }
}
