package studio.greenroom.command.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static studio.greenroom.kernel.event.Histories.ARTIST;
import static studio.greenroom.kernel.event.Histories.GENERATION;
import static studio.greenroom.kernel.event.Histories.IMAGE;
import static studio.greenroom.kernel.event.Histories.MARA;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Attempt;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.Expense;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationCommand;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.FailVariant;
import studio.greenroom.kernel.generation.GenerationCommand.RecordRepeats;
import studio.greenroom.kernel.generation.GenerationCommand.ReportAttempt;
import studio.greenroom.kernel.generation.GenerationCommand.RequestBio;
import studio.greenroom.kernel.generation.GenerationCommand.RequestImage;
import studio.greenroom.kernel.generation.GenerationCommand.RequestText;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.CostRefunded;
import studio.greenroom.kernel.generation.GenerationEvent.CostReserved;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.LateResultRecorded;
import studio.greenroom.kernel.generation.GenerationEvent.RepeatsAnswered;
import studio.greenroom.kernel.generation.GenerationEvent.VariantFailed;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.GenerationOrder;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.generation.Variant;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

class GenerationDecisionsTest {

    private static final List<Assignment> CHAIN = List.of(new Assignment("p", "m"), new Assignment("q", "n"));
    private static final List<PromptPart> PARTS =
            List.of(new PromptPart(PromptPart.Role.WISH, "by the sea", "request"));
    private static final Cost QUOTE = new Cost(100_000, "EUR", 1);
    private static final RequestImage REQUEST = request(1, null);
    private static final RequestImage THREE = request(3, QUOTE);
    private static final StartAttempt START = start(1, 1);
    private static final AttemptOutcome PICTURE = picture(Cost.FREE);
    private static final AttemptOutcome TIMEOUT =
            new AttemptOutcome.Failed(FailureCode.PROVIDER_TIMEOUT, 60_000, null, null, null, "no answer");

    private static RequestImage request(int variants, @Nullable Cost quote) {
        return new RequestImage(
                GENERATION,
                new GenerationOrder(
                        ARTIST,
                        3,
                        7,
                        variants,
                        512,
                        768,
                        RetryPolicyName.INTERACTIVE,
                        null,
                        CHAIN,
                        quote,
                        "hash",
                        null,
                        MARA,
                        "by the sea",
                        PARTS));
    }

    private static AttemptOutcome picture(@Nullable Cost cost) {
        return new AttemptOutcome.Image(IMAGE, "A portrait", 900, null, cost, null);
    }

    private static StartAttempt start(int variant, int attempt) {
        return new StartAttempt(GENERATION, variant, attempt, "p", "m");
    }

    private static ReportAttempt report(int variant, int attempt, AttemptOutcome outcome) {
        return new ReportAttempt(GENERATION, variant, attempt, outcome);
    }

    private static FailVariant fail(int variant) {
        return new FailVariant(GENERATION, variant, FailureCode.PROVIDER_TIMEOUT);
    }

    private static GenerationSucceeded succeeded(int variants) {
        return new GenerationSucceeded(GENERATION, variants, null, null, null, null);
    }

    /** Folds what each command leads to, as the aggregate does. */
    private static GenerationState after(GenerationCommand... commands) {
        return after((GenerationState) null, commands);
    }

    private static GenerationState after(@Nullable GenerationState before, GenerationCommand... commands) {
        GenerationState state = before;
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
    void aRequestKeepsEverythingThatWasOrdered() {
        assertThat(GenerationDecisions.decide(null, REQUEST))
                .containsExactly(new GenerationRequested(
                        GENERATION,
                        GenerationKind.IMAGE,
                        ARTIST,
                        3,
                        7,
                        1,
                        512,
                        768,
                        "interactive",
                        null,
                        CHAIN,
                        null,
                        "hash",
                        null,
                        MARA,
                        "by the sea",
                        PARTS));
    }

    @Test
    void eachKindIsAskedForByItsOwnCommand() {
        assertThat(after(new RequestBio(GENERATION, REQUEST.order())).request().kind())
                .isEqualTo(GenerationKind.BIO);
        assertThat(after(new RequestText(GENERATION, REQUEST.order())).request().kind())
                .isEqualTo(GenerationKind.TEXT);
    }

    @Test
    void whatItMayCostIsSetAsideWithTheRequest() {
        assertThat(GenerationDecisions.decide(null, THREE))
                .hasSize(2)
                .contains(new CostReserved(GENERATION, QUOTE), atIndex(1));
        assertThat(GenerationDecisions.decide(null, request(1, Cost.FREE)))
                .hasOnlyElementsOfType(GenerationRequested.class);
    }

    @Test
    void attemptsStartOneAfterTheOther() {
        assertThat(GenerationDecisions.decide(after(REQUEST), START))
                .containsExactly(new AttemptStarted(GENERATION, 1, 1, "p", "m"));
        assertThat(refusal(after(REQUEST), start(1, 2))).isEqualTo(ProblemCode.ATTEMPT_OUT_OF_ORDER);
        assertThat(refusal(after(REQUEST, START), start(1, 2))).isEqualTo(ProblemCode.ATTEMPT_OUT_OF_ORDER);
    }

    @Test
    void theAttemptsOfEachVariantAreCountedApart() {
        GenerationState state = after(THREE, START, start(2, 1), report(1, 1, TIMEOUT));

        assertThat(GenerationDecisions.decide(state, start(1, 2))).hasOnlyElementsOfType(AttemptStarted.class);
        assertThat(GenerationDecisions.decide(state, start(3, 1))).hasOnlyElementsOfType(AttemptStarted.class);
        assertThat(refusal(state, start(2, 2))).isEqualTo(ProblemCode.ATTEMPT_OUT_OF_ORDER);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4})
    void nothingIsDoneAtAVariantThatThereIsNot(int variant) {
        GenerationState state = after(THREE, START);
        // The commands themselves take 0 and less for the first, which runs.
        assertThat(refusal(state, start(variant, 1))).isEqualTo(ProblemCode.ATTEMPT_OUT_OF_ORDER);
        assertThat(refusal(state, report(variant, 7, PICTURE))).isEqualTo(ProblemCode.ATTEMPT_OUT_OF_ORDER);
        assertThat(refusal(state, fail(variant))).isEqualTo(ProblemCode.ATTEMPT_OUT_OF_ORDER);
    }

    @Test
    void aGoodAnswerEndsTheGenerationInTheSameCommit() {
        assertThat(GenerationDecisions.decide(after(REQUEST, START), report(1, 1, PICTURE)))
                .containsExactly(
                        new AttemptSucceeded(
                                GENERATION,
                                1,
                                1,
                                "p",
                                "m",
                                900,
                                null,
                                Cost.FREE,
                                null,
                                true,
                                IMAGE,
                                null,
                                null,
                                "A portrait"),
                        succeeded(1));
    }

    @Test
    void aTextIsKeptWithWhatItsTaskAnswered() {
        AttemptOutcome text = new AttemptOutcome.Text("A bio.", "{\"bio\":\"A bio.\"}", false, 5, null, null, "r");

        GenerationState state = after(new RequestText(GENERATION, REQUEST.order()), START, report(1, 1, text));

        assertThat(state.variant(1).result())
                .isEqualTo(new Variant.Result(null, "A bio.", "{\"bio\":\"A bio.\"}", null, false));
    }

    @Test
    void aGoodVariantLeavesTheOthersRunning() {
        GenerationState state = after(THREE, START, start(2, 1), report(2, 1, PICTURE));

        assertThat(state.status()).isEqualTo(Status.RUNNING);
        assertThat(state.variants())
                .extracting(Variant::status)
                .containsExactly(Status.RUNNING, Status.SUCCEEDED, Status.PENDING);
        assertThat(state.variants()).extracting(Variant::seed).containsExactly(7L, 8L, 9L);
    }

    @Test
    void itSucceedsInPartWhenTheLastVariantSucceedsAfterOneFailed() {
        GenerationState state =
                after(THREE, START, start(2, 1), start(3, 1), report(1, 1, TIMEOUT), fail(1), report(2, 1, PICTURE));

        assertThat(GenerationDecisions.decide(state, report(3, 1, PICTURE)))
                .hasSize(3)
                .contains(succeeded(2), atIndex(1))
                .contains(new CostRefunded(GENERATION, QUOTE), atIndex(2));
        assertThat(after(state, report(3, 1, PICTURE)).partial()).isTrue();
    }

    @Test
    void itSucceedsInPartWhenTheLastVariantFailsAfterAGoodOne() {
        GenerationState state = after(request(2, null), START, start(2, 1), report(1, 1, PICTURE));

        assertThat(GenerationDecisions.decide(after(state, report(2, 1, TIMEOUT)), fail(2)))
                .containsExactly(new VariantFailed(GENERATION, 2, FailureCode.PROVIDER_TIMEOUT), succeeded(1));
    }

    @Test
    void itFailsWhenTheLastVariantFailsAndNoneIsThere() {
        GenerationState state =
                after(request(2, null), START, start(2, 1), report(1, 1, TIMEOUT), report(2, 1, TIMEOUT));

        assertThat(GenerationDecisions.decide(state, fail(1)))
                .containsExactly(new VariantFailed(GENERATION, 1, FailureCode.PROVIDER_TIMEOUT));
        assertThat(GenerationDecisions.decide(after(state, fail(1)), fail(2)))
                .containsExactly(new GenerationFailed(GENERATION, FailureCode.PROVIDER_TIMEOUT, 2));
    }

    @Test
    void aVariantFailsOnce() {
        GenerationState state = after(THREE, START, report(1, 1, TIMEOUT), fail(1));

        assertThat(refusal(state, fail(1))).isEqualTo(ProblemCode.ATTEMPT_OUT_OF_ORDER);
        assertThat(refusal(state, start(1, 2))).isEqualTo(ProblemCode.ATTEMPT_OUT_OF_ORDER);
    }

    @Test
    void theDeadlineLeavesWhatIsThere() {
        FailGeneration deadline = new FailGeneration(GENERATION, FailureCode.DEADLINE_EXCEEDED);
        GenerationState state = after(request(3, null), START, start(2, 1), report(1, 1, PICTURE));

        assertThat(GenerationDecisions.decide(state, deadline))
                .containsExactly(
                        new VariantFailed(GENERATION, 2, FailureCode.DEADLINE_EXCEEDED),
                        new VariantFailed(GENERATION, 3, FailureCode.DEADLINE_EXCEEDED),
                        succeeded(1));
        assertThat(GenerationDecisions.decide(after(request(3, null), START), deadline))
                .containsExactly(new GenerationFailed(GENERATION, FailureCode.DEADLINE_EXCEEDED, 1));
    }

    @Test
    void cancellingKeepsWhatIsThere() {
        GenerationState state =
                after(THREE, START, start(2, 1), report(1, 1, PICTURE), new CancelGeneration(GENERATION));

        assertThat(state.status()).isEqualTo(Status.CANCELLED);
        assertThat(state.variants())
                .extracting(Variant::status)
                .containsExactly(Status.SUCCEEDED, Status.CANCELLED, Status.CANCELLED);
        assertThat(state.variant(1).result()).isNotNull();
        assertThat(state.attemptsAt(2)).extracting(Attempt::status).containsExactly(Status.CANCELLED);
    }

    @Test
    void aFailedAttemptLeavesTheGenerationRunningForTheNext() {
        GenerationState state = after(REQUEST, START, report(1, 1, TIMEOUT));

        assertThat(state.status()).isEqualTo(Status.RUNNING);
        assertThat(GenerationDecisions.decide(state, start(1, 2))).hasOnlyElementsOfType(AttemptStarted.class);
        assertThat(GenerationDecisions.decide(after(REQUEST, START), report(1, 1, TIMEOUT)))
                .hasOnlyElementsOfType(AttemptFailed.class);
    }

    @Test
    void cancellingAFinishedGenerationIsRefused() {
        GenerationState finished = after(REQUEST, START, report(1, 1, PICTURE));

        assertThat(refusal(finished, new CancelGeneration(GENERATION))).isEqualTo(ProblemCode.GENERATION_FINISHED);
        assertThat(refusal(finished, new FailGeneration(GENERATION, FailureCode.INTERNAL)))
                .isEqualTo(ProblemCode.GENERATION_FINISHED);
        assertThat(refusal(finished, fail(1))).isEqualTo(ProblemCode.GENERATION_FINISHED);
    }

    @Test
    void whatWasSetAsideAndNotNeededIsGivenBackAtTheEnd() {
        GenerationState state = after(request(2, QUOTE), START, start(2, 1), report(1, 1, picture(QUOTE.of(30_000))));

        assertThat(state.expense()).isEqualTo(new Expense("EUR", 100_000, 30_000, 0));
        assertThat(GenerationDecisions.decide(state, report(2, 1, picture(QUOTE.of(40_000)))))
                .hasSize(4)
                .contains(new CostSettled(GENERATION, 2, 1, QUOTE.of(40_000), false), atIndex(1))
                .contains(new CostRefunded(GENERATION, QUOTE.of(30_000)), atIndex(3));
        assertThat(GenerationDecisions.decide(state, new CancelGeneration(GENERATION)))
                .contains(new CostRefunded(GENERATION, QUOTE.of(70_000)), atIndex(1));
    }

    @Test
    void whatCostMoreThanWasSetAsideGivesNothingBack() {
        GenerationState state = after(request(1, QUOTE), START, report(1, 1, picture(QUOTE.of(130_000))));

        assertThat(state.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(state.expense()).isEqualTo(new Expense("EUR", 100_000, 130_000, 0));
    }

    @Test
    void aCallWhoseOutcomeIsNotKnownCostsItsEstimate() {
        AttemptOutcome unknown =
                new AttemptOutcome.Failed(FailureCode.OUTCOME_UNKNOWN, 0, null, QUOTE.of(700), null, null);

        assertThat(GenerationDecisions.decide(after(THREE, START), report(1, 1, unknown)))
                .contains(new CostSettled(GENERATION, 1, 1, QUOTE.of(700), true), atIndex(1));
    }

    @Test
    void aResultAfterTheEndRecordsAndSettlesOnlyItsCost() {
        GenerationState cancelled = after(request(1, QUOTE), START, new CancelGeneration(GENERATION));
        Cost cost = QUOTE.of(39_000);

        assertThat(GenerationDecisions.decide(cancelled, report(1, 1, picture(cost))))
                .containsExactly(
                        new LateResultRecorded(GENERATION, 1, 1, true, cost),
                        new CostSettled(GENERATION, 1, 1, cost, false));
        GenerationState late = after(cancelled, report(1, 1, picture(cost)));
        assertThat(late.status()).isEqualTo(Status.CANCELLED);
        assertThat(late.attempts().get(0).cost()).isEqualTo(cost);
        assertThat(late.expense()).isEqualTo(new Expense("EUR", 100_000, 39_000, 100_000));
        assertThat(late.expense().held()).isZero();
    }

    @Test
    void repeatsSaveWhatItCost() {
        GenerationState paid = after(request(1, QUOTE), START, report(1, 1, picture(QUOTE.of(30_000))));
        GenerationState free = after(REQUEST, START, report(1, 1, PICTURE));

        assertThat(GenerationDecisions.decide(paid, new RecordRepeats(GENERATION, 3)))
                .containsExactly(new RepeatsAnswered(GENERATION, 3, QUOTE.of(90_000)));
        assertThat(GenerationDecisions.decide(free, new RecordRepeats(GENERATION, 3)))
                .containsExactly(new RepeatsAnswered(GENERATION, 3, null));
    }

    @Test
    void whatIsSavedIsInTheCurrencyThatWasPaid() {
        Cost dollars = new Cost(5_000, "USD", 2);
        GenerationState state = after(request(1, Cost.FREE), START, report(1, 1, picture(dollars)));

        assertThat(GenerationDecisions.decide(state, new RecordRepeats(GENERATION, 2)))
                .containsExactly(new RepeatsAnswered(GENERATION, 2, new Cost(10_000, "USD", 0)));
    }

    @Provide
    Arbitrary<List<GenerationCommand>> commands() {
        Arbitrary<Integer> attempt = Arbitraries.integers().between(0, 3);
        Arbitrary<Integer> variant = Arbitraries.integers().between(0, 4);
        AttemptOutcome paid = picture(QUOTE.of(40_000));
        return Arbitraries.<GenerationCommand>oneOf(
                        Combinators.combine(variant, attempt).as(GenerationDecisionsTest::start),
                        Combinators.combine(variant, attempt).as((v, n) -> report(v, n, paid)),
                        Combinators.combine(variant, attempt).as((v, n) -> report(v, n, TIMEOUT)),
                        variant.map(GenerationDecisionsTest::fail),
                        Arbitraries.just(new FailGeneration(GENERATION, FailureCode.INTERNAL)),
                        Arbitraries.just(new CancelGeneration(GENERATION)))
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 1_000)
    void whateverIsSentAGenerationEndsAtMostOnceAndStaysEnded(@ForAll("commands") List<GenerationCommand> commands) {
        GenerationState state = after(THREE);
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
        for (Variant variant : state.variants()) {
            assertThat(state.attemptsAt(variant.number()))
                    .filteredOn(a -> a.status() == Status.RUNNING)
                    .hasSizeLessThanOrEqualTo(variant.status().ended() ? 0 : 1);
            assertThat(variant.result() != null).isEqualTo(variant.status() == Status.SUCCEEDED);
        }
        assertThat(state.variants())
                .noneMatch(variant -> !ends.isEmpty() && !variant.status().ended());
        assertThat(state.expense().held())
                .isEqualTo(
                        ends.isEmpty() ? Math.max(0, 100_000 - state.expense().settled()) : 0);
    }
}
