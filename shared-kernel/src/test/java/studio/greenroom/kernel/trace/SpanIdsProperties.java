package studio.greenroom.kernel.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import studio.greenroom.kernel.command.Cause;

class SpanIdsProperties {

    @Property
    void what_is_done_twice_is_the_same_span_and_other_work_another_one(
            @ForAll @AlphaChars String one, @ForAll @AlphaChars String other) {
        Assume.that(!one.equals(other));

        assertThat(List.of(SpanIds.ofCommand(one), SpanIds.ofSaga(one), SpanIds.ofCall(one), SpanIds.ofCommand(other)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{16}") && !id.matches("0+"));
        assertThat(SpanIds.ofCommand(one)).isEqualTo(SpanIds.ofCommand(one));
    }

    @Example
    void a_command_leads_back_to_what_sent_it() {
        assertThat(SpanIds.ofSender(cause("saga:generation"))).isEqualTo(SpanIds.ofSaga("evt_1"));
        assertThat(SpanIds.ofSender(cause("worker:generation"))).isEqualTo(SpanIds.ofCall("evt_1"));
    }

    private static Cause cause(String actor) {
        return new Cause("own_1", actor, "cmd_1", "trc_1", "evt_1", "opr_1");
    }
}
