package studio.greenroom.kernel.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private final Fields fields = new Fields();

    private List<String> errors() {
        Problem problem = catchThrowableOfType(Problem.class, fields::check);
        return problem == null
                ? List.of()
                : problem.errors().stream()
                        .map(e -> e.field() + ": " + e.message())
                        .toList();
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        fields.required("name", " ", 80);
        fields.optional("bio", "x".repeat(2_003), 2_000);
        fields.within("width", 100L, 1_024, 256, 2_048, 8);

        assertThat(errors())
                .containsExactly(
                        "name: Fill this in: 1 to 80 characters.",
                        "bio: Shorten this by 3: at most 2000 characters.",
                        "width: Use a number from 256 to 2048, a multiple of 8.");
    }

    @Test
    void traitsAreCountedComparedWithoutCaseAndNeverNull() {
        fields.distinct("traits", Arrays.asList("Dry", "dry", null), 2, 40);

        assertThat(errors())
                .containsExactly(
                        "traits: Remove one “dry”: it is there twice.",
                        "traits[2]: Fill this in: 1 to 40 characters.",
                        "traits: Remove 1: at most 2.");
    }

    @Test
    void textIsTrimmedAndNormalisedAndFreeOfControlCharacters() {
        assertThat(fields.required("name", "  Zoe\u0308 ", 80)).isEqualTo("Zo\u00eb");
        fields.required("genre", "am\u0000bient", 60);

        assertThat(errors()).containsExactly("genre: Remove the control characters.");
    }

    @Test
    void aCharacterOutsideTheBasicPlaneCountsAsOne() {
        fields.required("name", "🎹".repeat(80), 80);

        assertThat(errors()).isEmpty();
    }
}
