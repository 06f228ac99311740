package studio.greenroom.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A state's form is another one as soon as anything that it is made of is. */
class SnapshotFormTest {

    private enum Two {
        A,
        B
    }

    private record Inner(String name, Two state) {}

    private record Named(List<Inner> all) {}

    private record Recursive(@Nullable Recursive next) {}

    @Test
    void theFormIsTheSameEachTimeAndAnotherForEveryOtherClass() {
        assertThat(Snapshots.form(Named.class)).hasSize(16).isEqualTo(Snapshots.form(Named.class));
        assertThat(List.of(
                        Snapshots.form(Named.class),
                        Snapshots.form(Inner.class),
                        Snapshots.form(Two.class),
                        Snapshots.form(Recursive.class)))
                .doesNotHaveDuplicates();
    }

    @Test
    void theFormTellsOfWhatIsWithin() {
        assertThat(Snapshots.described(Named.class))
                .contains("all:java.util.List")
                .contains("name:java.lang.String,state:")
                .contains("[A, B]");
    }
}
