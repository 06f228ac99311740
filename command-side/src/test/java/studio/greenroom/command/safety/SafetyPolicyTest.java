package studio.greenroom.command.safety;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.kernel.process.WrongSetting;

/** The policy that comes along, and how terms are found. */
class SafetyPolicyTest {

    private static final ClassPathResource OWN = new ClassPathResource("safety/policy.json");

    private final SafetyPolicy policy = SafetyPolicy.read(OWN);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nude",
                "NUDE, on a sofa",
                "a núdé",
                "n u d e",
                "n.u.d.e portrait",
                "n-u-d-e",
                "nu\u200bde",
                "nuuuude",
                "nud3",
                "\u043dude or n\u0443de or nud\u0435",
                "\uff4e\uff55\uff44\uff45",
                "\ud835\udcf7\ud835\udcfe\ud835\udced\ud835\udcee",
                "P0RN",
                "pornographic",
                "d e e p f a k e of a singer",
                "white po wer",
                "Sw\u00e4stika banner",
                "s3lf-h4rm",
                "a $wa$tika",
                "nude!",
                "k1ll myse1f",
                "ki!l myself",
                "ethniccleansing",
                "snufffilm",
                "white-power",
                "my nude, a child"
            })
    void aForbiddenTermIsFoundHoweverItIsWritten(String text) {
        assertThat(policy.broken(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a pomegranate on a plate",
                "a night owl in Scunthorpe, killing time",
                "gorgeous gorge at dawn",
                "Essex, Sussex, Middlesex",
                "skill, class, assassin, cocktail",
                "a denuded hillside",
                "Nudelsuppe",
                "he plays a white piano with power",
                "self portrait, harmonica in hand",
                "a child with a balloon",
                "a b c d e f",
                "black and white, power chords",
                "Black-and-white. Power ballads",
                "naked tenderness and naked tension",
                "a child nudges a balloon",
                "a child sextet, an underage sextet, an explicit sextet",
                "a sexy childish grin",
                "the king myself",
                "as a pro, Ana sings",
                "severed headlines",
                "he plays by himself, harmonica and guitar",
                "let it go, re-record the glory",
                "雨の夜、青い光",
                "\u043c\u0443\u0437\u044b\u043a\u0430 \u043d\u043e\u0447\u044c\u044e",
                ""
            })
    void whatMerelyLooksLikeATermIsNot(String text) {
        assertThat(policy.broken(text)).isEmpty();
    }

    @Test
    void aRefusalNamesTheFieldTheRuleAndTheVersionAndNoTerm() {
        Problem refused = catchThrowableOfType(
                Problem.class,
                () -> new Safety(new SafetySettings(OWN)).check(Map.of("prompt", "a sw4stika", "style", "soft grain")));

        assertThat(refused.code()).isEqualTo(ProblemCode.CONTENT_REFUSED);
        assertThat(refused).hasMessageContaining("version 1");
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("prompt");
            assertThat(error.message()).contains("“hate”").doesNotContain("stika");
        });
        assertThat(refused).hasMessageContaining("prompt: This touches the rule “hate”");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'version':1}|it has no rules",
                "{'version':0,'rules':[]}|its version is 1 or more",
                "{'version':1,'rules':[{'name':'a','terms':['b']}]}|a rule has a name",
                "{'version':1,'rules':[{'name':'a','about':'b','terms':['*']}]}|has no word",
                "nothing|Unrecognized token"
            })
    void aPolicyThatCanNotBeUsedSaysWhyInOneLineThatNamesTheSetting(String json, String said) {
        ByteArrayResource file = new ByteArrayResource(json.replace('\'', '"').getBytes(UTF_8), "mine");

        assertThat(WrongSetting.sentence(catchThrowable(() -> SafetyPolicy.read(file))))
                .startsWith("greenroom.safety.policy is Byte array resource [mine], which can not be used: ")
                .contains(said)
                .doesNotContain("\n");
    }

    @Test
    void aPolicyThatIsNotThereSaysWhich() {
        assertThat(WrongSetting.sentence(
                        catchThrowable(() -> SafetyPolicy.read(new ClassPathResource("no/such.json")))))
                .isEqualTo("greenroom.safety.policy is class path resource [no/such.json], which can not be used:"
                        + " it can not be read");
    }
}
