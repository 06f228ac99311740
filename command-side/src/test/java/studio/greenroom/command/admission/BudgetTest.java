package studio.greenroom.command.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.Database;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.postgresql.PostgresStorage;
import studio.greenroom.command.repeat.Redis;
import studio.greenroom.command.repeat.RepeatSettings;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** A month has a budget of one euro, over two processes. */
class BudgetTest {

    private static final String MARA = "own_mara";
    private static final RepeatSettings NOT_COMPARED = new RepeatSettings(Duration.ZERO);

    private final Database server = Database.fresh();
    private final CommandDatabase one = server.open();
    private final CommandDatabase other = server.open();
    private final EventStorage storage = new PostgresStorage(one);
    private final Redis redis = new Redis();
    private final Endings endings = new Endings(one, NOT_COMPARED, redis.cache());
    private final Admissions here = admissions(one);
    private final Admissions there = admissions(other);

    @AfterEach
    void close() throws IOException {
        redis.close();
        storage.close();
        one.close();
        other.close();
    }

    private Admissions admissions(CommandDatabase database) {
        return new Admissions(database, storage.log(), new LimitSettings(0, 0, 1, 1_000_000, "EUR"), NOT_COMPARED);
    }

    private static Cost euros(long micros) {
        return new Cost(micros, "EUR", 1);
    }

    private static Problem refused(Admissions admissions, String name, Cost quote) {
        return catchThrowableOfType(
                Problem.class, () -> admissions.admit(new Entrant(MARA, "cmd_" + name, "gen_" + name, null, quote)));
    }

    private static void let(Admissions admissions, String name, Cost quote) {
        assertThat(refused(admissions, name, quote)).isNull();
    }

    private void settled(long position, String name, Cost cost) {
        endings.accept(List.of(settlement(position, name, cost)));
    }

    private static Envelope settlement(long position, String name, Cost cost) {
        return settlement(position, name, cost, Instant.now());
    }

    private static Envelope settlement(long position, String name, Cost cost, Instant when) {
        Envelope e = Histories.envelope(position, MARA, 3, new CostSettled("gen_" + name, 1, 1, cost, false));
        return new Envelope(
                e.position(),
                e.eventId(),
                e.streamId(),
                e.streamType(),
                e.revision(),
                e.type(),
                e.typeRevision(),
                when,
                e.owner(),
                e.actor(),
                e.commandId(),
                e.ordinal(),
                e.correlationId(),
                e.causationId(),
                e.operationId(),
                e.payload(),
                e.personal(),
                e.keyId());
    }

    private void ended(long position, String name) {
        endings.accept(List.of(Histories.envelope(position, MARA, 4, new GenerationCancelled("gen_" + name, 1))));
    }

    @Test
    void of64WhoAskAtOnceOnTwoProcessesAsManyAreLetInAsTheBudgetPays() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(64);
        List<Future<Problem>> asked = IntStream.range(0, 64)
                .mapToObj(n ->
                        callers.submit(() -> refused(n % 2 == 0 ? here : there, Integer.toString(n), euros(150_000))))
                .toList();
        int let = 0;
        for (Future<Problem> one : asked) {
            let += one.get() == null ? 1 : 0;
        }
        callers.shutdown();

        assertThat(let).isEqualTo(6);
    }

    @Test
    void whoIsRefusedIsToldWhatIsLeftAndWhenTheNextMonthBegins() {
        let(here, "1", euros(750_000));

        Problem problem = refused(there, "2", euros(250_001));

        assertThat(problem.code()).isEqualTo(ProblemCode.BUDGET_EXCEEDED);
        assertThat(problem)
                .hasMessage("Of this month's budget of 1.00 EUR there are 0.25 EUR left, less than this may cost."
                        + " The next month begins on "
                        + LocalDate.now(ZoneOffset.UTC).plusMonths(1).withDayOfMonth(1) + " (UTC).");
        assertThat(Long.parseLong(problem.headers().get("Retry-After"))).isBetween(0L, 31L * 24 * 3_600);
        let(there, "3", euros(250_000));
    }

    @Test
    void whatWasSetAsideIsFreeWhenItEndsAndWhatWasSpentIsNot() {
        let(here, "1", euros(1_000_000));
        assertThat(refused(here, "2", euros(1))).isNotNull();

        settled(5, "1", euros(400_000));
        assertThat(refused(here, "2", euros(1)))
                .as("spent and set aside are not counted twice")
                .isNotNull();
        ended(6, "1");

        let(there, "3", euros(600_000));
        assertThat(refused(there, "4", euros(1))).isNotNull();
    }

    @Test
    void whatIsReadAgainIsSpentOnce() {
        for (int n = 0; n < 3; n++) {
            endings.accept(List.of(settlement(5, "1", euros(300_000)), settlement(6, "2", euros(300_000))));
        }
        endings.accept(List.of(settlement(6, "2", euros(300_000)), settlement(7, "3", euros(100_000))));

        let(here, "9", euros(300_000));
        assertThat(refused(here, "10", euros(1))).isNotNull();
    }

    @Test
    void whatWasSpentBeforeThisMonthIsForgotten() {
        Instant lastMonth = LocalDate.now(ZoneOffset.UTC)
                .withDayOfMonth(1)
                .atStartOfDay()
                .minusNanos(1_000)
                .toInstant(ZoneOffset.UTC);

        endings.accept(List.of(settlement(5, "1", euros(1_000_000), lastMonth)));

        let(here, "2", euros(1_000_000));
    }

    @Test
    void whatCostsNothingIsLetInWithoutMoneyAndWhatNobodyCanPriceWhileThereIsSome() {
        let(here, "1", null);
        settled(5, "1", euros(999_999));
        let(here, "2", null);
        settled(6, "2", euros(500_000));

        assertThat(refused(here, "3", null)).isNotNull();
        let(here, "4", euros(0));
    }

    @Test
    void anotherOwnersMoneyAndAnotherCurrencyDoNotCount() {
        settled(5, "1", new Cost(5_000_000, "USD", 1));
        let(here, "2", euros(1_000_000));

        assertThat(here.admit(new Entrant("own_nora", "cmd_3", "gen_3", null, euros(1_000_000))))
                .isEqualTo(new Admission.New("gen_3"));
    }
}
