package studio.greenroom.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class PositionTest {

    @Property(tries = 300)
    void aTokenComesBackAsThePositionItWasMadeOf(@ForAll @LongRange(min = 0) long value) {
        Position position = new Position(value, Histories.OWNER);

        assertThat(Position.parse(position.token())).contains(position);
    }

    @Property(tries = 500)
    void rubbishIsNoPositionAndNoError(@ForAll String rubbish) {
        assertThat(Position.parse(rubbish))
                .satisfiesAnyOf(
                        parsed -> assertThat(parsed).isEmpty(),
                        parsed -> assertThat(parsed.orElseThrow().value()).isNotNegative());
    }
}
