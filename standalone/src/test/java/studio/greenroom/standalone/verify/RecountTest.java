package studio.greenroom.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.kernel.command.Receipt;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.EventCatalog;
import studio.greenroom.kernel.event.EventCodec;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.CostRefunded;
import studio.greenroom.kernel.generation.GenerationEvent.CostReserved;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.LateResultRecorded;
import studio.greenroom.kernel.generation.GenerationEvent.RepeatsAnswered;
import studio.greenroom.kernel.generation.GenerationKind;

class RecountTest {

    private static final String OWNER = "own_00000000000000000000000001";
    private static final String ARTIST = "art_00000000000000000000000001";
    private static final Place PLACE = new Place(OWNER, ARTIST, "USD", "2026-11");

    private final Written log = new Written();

    @Test
    void what_was_not_needed_is_given_back_and_what_comes_late_is_paid_beyond() {
        log.add("gen_1", requested("gen_1", 100), new CostReserved("gen_1", usd(100)));
        log.add("gen_1", failed("gen_1", 30, FailureCode.OUTCOME_UNKNOWN), settled("gen_1", 30, true));
        log.add("gen_1", new GenerationCancelled("gen_1", 2), new CostRefunded("gen_1", usd(70)));
        log.add("gen_1", new LateResultRecorded("gen_1", 1, 2, true, usd(50)), settled("gen_1", 50, false));
        log.add("gen_1", new RepeatsAnswered("gen_1", 3, usd(240)));

        Recount recount = log.recount();

        assertThat(recount.faults()).isEmpty();
        assertThat(recount.balances()).isEqualTo(Map.of(PLACE, new Sums(1, 100, 80, 30, 70, 240, 0)));
    }

    @Test
    void what_is_set_aside_is_held_until_it_is_used() {
        log.add("gen_1", requested("gen_1", 100), new CostReserved("gen_1", usd(100)));
        log.add("gen_1", failed("gen_1", 30, FailureCode.INVALID_ANSWER), settled("gen_1", 30, false));

        assertThat(log.recount().balances()).isEqualTo(Map.of(PLACE, new Sums(1, 100, 30, 0, 0, 0, 70)));
    }

    @Test
    void a_cost_without_its_settlement_is_found() {
        log.add("gen_1", requested("gen_1", 0));
        log.add("gen_1", failed("gen_1", 30, FailureCode.INVALID_ANSWER));
        log.add("gen_2", requested("gen_2", 0));

        assertThat(log.recount().faults())
                .containsExactly("gen_1: the event at position 2 is not followed by its CostSettled of 0.000030 USD");
    }

    @Test
    void a_cost_at_the_very_end_of_the_log_without_its_settlement_is_found() {
        log.add("gen_1", requested("gen_1", 0));
        log.add("gen_1", failed("gen_1", 30, FailureCode.INVALID_ANSWER));

        assertThat(log.recount().faultCount()).isOne();
    }

    @Test
    void a_settlement_of_another_sum_is_found_on_both_sides() {
        log.add("gen_1", requested("gen_1", 0));
        log.add("gen_1", failed("gen_1", 30, FailureCode.INVALID_ANSWER), settled("gen_1", 31, false));

        assertThat(log.recount().faults())
                .containsExactly(
                        "gen_1: the event at position 2 is not followed by its CostSettled of 0.000030 USD",
                        "gen_1: CostSettled at position 3 follows from nothing");
    }

    @Test
    void a_settlement_that_calls_an_estimate_a_statement_is_found() {
        log.add("gen_1", requested("gen_1", 0));
        log.add("gen_1", failed("gen_1", 30, FailureCode.OUTCOME_UNKNOWN), settled("gen_1", 30, false));

        assertThat(log.recount().faultCount()).isEqualTo(2);
    }

    @Test
    void an_end_that_keeps_what_was_reserved_is_found() {
        log.add("gen_1", requested("gen_1", 100), new CostReserved("gen_1", usd(100)));
        log.add("gen_1", new GenerationFailed("gen_1", FailureCode.DEADLINE_EXCEEDED, 0));

        assertThat(log.recount().faults())
                .containsExactly("gen_1: the event at position 3 is not followed by its CostRefunded of 0.000100 USD");
    }

    @Test
    void a_cost_from_before_there_were_settlements_needs_none() {
        log.add("gen_1", requested("gen_1", 0));
        log.add("gen_1", failed("gen_1", 30, FailureCode.INVALID_ANSWER));
        log.older(2);

        assertThat(log.recount().faults()).isEmpty();
    }

    @Test
    void a_generation_that_was_let_go_is_read_again_from_its_stream() {
        log.add("gen_1", requested("gen_1", 100), new CostReserved("gen_1", usd(100)));
        for (int other = 0; other < 10_001; other++) {
            log.add("gen_other" + other, requested("gen_other" + other, 0));
        }
        log.add("gen_1", failed("gen_1", 30, FailureCode.INVALID_ANSWER), settled("gen_1", 30, false));
        log.add("gen_1", new GenerationCancelled("gen_1", 1), new CostRefunded("gen_1", usd(70)));

        Recount recount = log.recount();

        assertThat(recount.faults()).isEmpty();
        assertThat(recount.balances()).isEqualTo(Map.of(PLACE, new Sums(1, 100, 30, 0, 70, 0, 0)));
        assertThat(recount.generations()).isEqualTo(10_002);
    }

    private static Cost usd(long micros) {
        return new Cost(micros, "USD", 1);
    }

    private static GenerationEvent settled(String id, long micros, boolean estimated) {
        return new CostSettled(id, 1, micros == 50 ? 2 : 1, usd(micros), estimated);
    }

    private static GenerationEvent failed(String id, long micros, FailureCode code) {
        return new AttemptFailed(id, 1, 1, "openai", "m", code, 5, null, usd(micros), null, null);
    }

    private static GenerationEvent requested(String id, long quote) {
        return new GenerationRequested(
                id,
                GenerationKind.TEXT,
                ARTIST,
                1,
                7,
                1,
                0,
                0,
                "interactive",
                null,
                List.of(),
                usd(quote),
                null,
                null,
                null,
                "words",
                List.of());
    }

    /** A log in memory. */
    private static final class Written implements EventLog {

        private final List<Envelope> events = new ArrayList<>();
        private final Map<String, Long> revisions = new HashMap<>();

        void add(String stream, GenerationEvent... commit) {
            for (GenerationEvent event : commit) {
                long revision = revisions.merge(stream, 1L, Long::sum);
                events.add(envelope(events.size() + 1L, revision, event, 0));
            }
        }

        /** The event at that position as it was stored one revision ago. */
        void older(int position) {
            Envelope newer = events.get(position - 1);
            DomainEvent event = EventCodec.read(newer);
            events.set(position - 1, envelope(position, newer.revision(), event, 1));
        }

        private static Envelope envelope(long position, long revision, DomainEvent event, int older) {
            EventCatalog.Entry entry = EventCatalog.of(event);
            EventCodec.Parts parts = EventCodec.write(event);
            return new Envelope(
                    position,
                    "evt_" + position,
                    event.streamId(),
                    entry.streamType(),
                    revision,
                    entry.type(),
                    entry.revision() - older,
                    Instant.parse("2026-11-21T10:00:00Z"),
                    OWNER,
                    OWNER,
                    "cmd_" + position,
                    0,
                    "cmd_1",
                    "cmd_1",
                    "opr_1",
                    parts.payload(),
                    parts.personal(),
                    null);
        }

        Recount recount() {
            Recount recount = new Recount(this);
            events.forEach(event -> recount.take(event, true));
            recount.end();
            return recount;
        }

        @Override
        public List<Envelope> stream(String streamId, long afterRevision, int limit) {
            return events.stream()
                    .filter(event -> event.streamId().equals(streamId) && event.revision() > afterRevision)
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<Envelope> tail(long afterPosition, int limit) {
            return events.stream().skip(afterPosition).limit(limit).toList();
        }

        @Override
        public Optional<Envelope> at(String streamId, long revision) {
            return stream(streamId, revision - 1, 1).stream().findFirst();
        }

        @Override
        public Optional<Envelope> firstOf(String commandId) {
            return Optional.empty();
        }

        @Override
        public Optional<Receipt> receipt(String commandId) {
            return Optional.empty();
        }

        @Override
        public Optional<Receipt> end(String streamId) {
            return Optional.empty();
        }

        @Override
        public long head() {
            return events.size();
        }
    }
}
