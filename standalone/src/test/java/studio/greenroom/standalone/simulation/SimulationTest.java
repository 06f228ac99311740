package studio.greenroom.standalone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.greenroom.standalone.Scale;

/**
 * Generations with everything that can happen to them, each run drawn from a seed. One run is repeated by
 * {@code -Dgreenroom.seed=}, with the number that its failure names.
 */
class SimulationTest {

    private static final int RUNS = Scale.of(300, 10_000);
    /** Runs after which a mistake has to be found; most are in the first few. */
    private static final int MOST = 1_000;

    @Test
    @Timeout(1_800)
    void whateverHappensGenerationsEndAndNobodyIsCalledTwice() {
        Long asked = Long.getLong("greenroom.seed");
        long first = asked == null ? System.nanoTime() : asked;
        int runs = asked == null ? RUNS : 1;
        System.out.println(runs + " runs from seed " + first);

        LongStream.range(first, first + runs).forEach(seed -> {
            World world = new World(seed, Mistake.NONE);
            assertThat(wrongIn(world))
                    .as(() -> "seed " + seed + ", and the last that happened:\n" + world.time.notes())
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMistakeIsFound(Mistake mistake) {
        OptionalLong found = LongStream.range(0, MOST)
                .filter(seed -> !wrongIn(new World(seed, mistake)).isEmpty())
                .findFirst();

        assertThat(found).as("%s within %d runs", mistake, MOST).isPresent();
    }

    private static List<String> wrongIn(World world) {
        try {
            world.run();
            return Judge.wrongIn(world);
        } catch (RuntimeException e) {
            return List.of(e + " caused by " + e.getCause());
        }
    }
}
