package studio.greenroom.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.greenroom.kernel.event.Histories.GENERATION;
import static studio.greenroom.kernel.event.Histories.IMAGE;

import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.generation.Attempt;
import studio.greenroom.kernel.generation.Expense;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.generation.GenerationState.Status;
import studio.greenroom.kernel.generation.Variant;
import studio.greenroom.kernel.generation.Variant.Result;

/** A generation whose events were all stored before there were variants. */
class OldHistoryTest {

    private static GenerationState folded(DomainEvent... events) {
        GenerationState state = null;
        for (DomainEvent event : events) {
            state = GenerationState.evolve(state, (GenerationEvent) event);
        }
        return state;
    }

    @Test
    void aPictureIsItsOnlyVariant() {
        GenerationState state = folded(
                Shapes.read("GenerationRequested", 1),
                Shapes.read("AttemptStarted", 1),
                Shapes.read("AttemptSucceeded", 1),
                Shapes.read("GenerationSucceeded", 1));

        assertThat(state.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(state.partial()).isFalse();
        assertThat(state.variants())
                .containsExactly(
                        new Variant(1, 7, Status.SUCCEEDED, null, new Result(IMAGE, null, null, "A portrait", true)));
        assertThat(state.attempts()).extracting(Attempt::status).containsExactly(Status.SUCCEEDED);
        assertThat(state.expense()).isEqualTo(Expense.NONE);
    }

    @Test
    void aTextStillSaysWhetherAModelWasAsked() {
        String succeeded = "{\"generationId\":\"%s\",\"attempt\":1,\"offline\":true,\"text\":\"A bio.\"}";

        GenerationState state = folded(
                Shapes.read("GenerationRequested", 1),
                Shapes.read("AttemptStarted", 1),
                Shapes.read("AttemptSucceeded", 1),
                Shapes.read("GenerationSucceeded", 1, succeeded.formatted(GENERATION)));

        assertThat(state.variant(1).result()).isEqualTo(new Result(null, "A bio.", null, null, true));
    }

    @Test
    void aFailedAttemptAndALateResultAreTheFirstVariants() {
        GenerationState running = folded(
                Shapes.read("GenerationRequested", 1),
                Shapes.read("AttemptStarted", 1),
                Shapes.read("AttemptFailed", 1));
        GenerationState late = folded(
                Shapes.read("GenerationRequested", 1),
                Shapes.read("AttemptStarted", 1),
                Shapes.read("GenerationCancelled", 1, "{\"generationId\":\"g\",\"attempts\":1}"),
                Shapes.read("LateResultRecorded", 1));

        assertThat(running.variant(1).status()).isEqualTo(Status.RUNNING);
        assertThat(running.attemptsAt(1)).extracting(Attempt::code).containsExactly(FailureCode.PROVIDER_TIMEOUT);
        assertThat(late.status()).isEqualTo(Status.CANCELLED);
        assertThat(late.attemptsAt(1).get(0).cost().micros()).isEqualTo(39_000);
    }

    @Test
    void anOldEventIsShownInTodaysShapeAndANewOneAsItIs() {
        Envelope old = Shapes.stored("AttemptStarted", 1, Shapes.file("AttemptStarted", 1));
        Envelope today = Histories.envelope(1, Histories.OWNER, 1, Histories.requested(2));
        Envelope strange = Shapes.stored("GenerationPondered", 7, "{}");

        Envelope shown = EventCodec.current(old);

        assertThat(shown.typeRevision()).isEqualTo(2);
        assertThat(EventCodec.read(shown)).isEqualTo(EventCodec.read(old));
        assertThat(EventCodec.current(today)).isSameAs(today);
        assertThat(EventCodec.current(strange)).isSameAs(strange);
    }
}
