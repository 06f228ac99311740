package studio.greenroom.saga.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.prompt.Task;
import studio.greenroom.kernel.prompt.TaskOutput;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.provider.TextAnswer;
import studio.greenroom.saga.provider.TextProvider;

/** What Greenroom expects of everybody who writes. */
public abstract class TextProviderContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SLACK = Duration.ofSeconds(2);

    protected abstract TextProvider provider();

    /** From now on calls last longer than any of these tests waits; false where they take no time at all. */
    protected abstract boolean stalls();

    /** From now on calls fail, and what comes quotes this secret; false where none can fail. */
    protected abstract boolean fails(String secret);

    @Test
    void who_writes_has_a_name_and_a_model() {
        assertThat(provider().name()).matches("[a-z][a-z0-9-]*");
        assertThat(provider().model()).isNotBlank();
    }

    @Test
    void without_a_task_the_answer_is_a_bio_in_plain_words() {
        TextAnswer answer = write(null, new ArrayList<>(), TIMEOUT);

        assertThat(answer.text()).isNotBlank().isEqualTo(answer.text().strip());
        assertThat(answer.text().length()).isLessThanOrEqualTo(Persona.MAX_BIO);
        assertThat(answer.text()).doesNotStartWith("{");
    }

    @Test
    void to_a_task_the_answer_has_the_tasks_form() {
        TextAnswer answer = write(Wishes.TASK, new ArrayList<>(), TIMEOUT);

        assertThat(TaskOutput.read(Wishes.TASK, answer.data()))
                .isInstanceOfSatisfying(
                        TaskOutput.Typed.class,
                        typed -> assertThat(typed.main()).isEqualTo(answer.text()));
    }

    @Test
    void progress_goes_from_0_to_1_and_never_back() {
        List<Double> progress = new ArrayList<>();

        write(null, progress, TIMEOUT);

        assertThat(progress).isSorted().endsWith(1.0).allMatch(fraction -> fraction >= 0);
    }

    @Test
    void a_timeout_holds() {
        assumeTrue(stalls(), "this provider takes no time");
        long start = System.nanoTime();

        ProviderFailure failure = catchThrowableOfType(
                ProviderFailure.class, () -> write(null, new ArrayList<>(), Duration.ofMillis(300)));

        assertThat(failure.code()).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SLACK);
    }

    @Test
    void a_failure_is_one_of_our_codes_and_tells_no_secret() {
        String secret = "sk-secret-that-nobody-may-read";
        assumeTrue(fails(secret), "this provider has no way to fail");

        ProviderFailure failure =
                catchThrowableOfType(ProviderFailure.class, () -> write(null, new ArrayList<>(), TIMEOUT));

        assertThat(failure.code()).isNotIn(FailureCode.INTERNAL, FailureCode.OUTCOME_UNKNOWN);
        assertThat(String.valueOf(failure.getMessage())).doesNotContain(secret).doesNotContain("nobody-may-read");
        assertThat(failure.getCause()).isNull();
    }

    private TextAnswer write(Task task, List<Double> progress, Duration timeout) {
        TextProvider provider = provider();
        return provider.write(Wishes.text(provider.model(), task, 42), progress::add, timeout);
    }
}
