package studio.greenroom.kernel.command;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.greenroom.kernel.event.Histories.IMAGE;
import static studio.greenroom.kernel.event.Histories.MARA;
import static studio.greenroom.kernel.event.Histories.PRICE;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.greenroom.kernel.artist.ArtistCommand.AddImage;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.AttemptOutcome;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationCommand.FailVariant;
import studio.greenroom.kernel.generation.GenerationCommand.RecordRepeats;
import studio.greenroom.kernel.generation.GenerationCommand.ReportAttempt;
import studio.greenroom.kernel.generation.GenerationCommand.RequestText;
import studio.greenroom.kernel.generation.GenerationCommand.StartAttempt;
import studio.greenroom.kernel.generation.GenerationOrder;
import studio.greenroom.kernel.generation.PromptPart;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.json.Json;

class CommandCodecTest {

    static Stream<Command> commands() {
        return Stream.of(
                new RequestText(
                        "gen_1",
                        new GenerationOrder(
                                null,
                                0,
                                7,
                                2,
                                0,
                                0,
                                RetryPolicyName.PATIENT,
                                "refine-bio@1",
                                List.of(new Assignment("p", "m")),
                                PRICE,
                                "hash",
                                null,
                                MARA,
                                null,
                                List.of(new PromptPart(PromptPart.Role.WISH, "short", "request")))),
                new StartAttempt("gen_1", 2, 3, "p", "m"),
                new ReportAttempt("gen_1", 2, 3, new AttemptOutcome.Text("Words.", "{}", true, 1, null, PRICE, "r")),
                new FailVariant("gen_1", 2, FailureCode.INTERNAL),
                new RecordRepeats("gen_1", 4),
                new AddImage("art_1", "gen_1", 2, IMAGE, "A portrait"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandComesBackAsItWasWritten(Command command) {
        assertThat(CommandCodec.read(CommandCodec.name(command), Json.write(command)))
                .isEqualTo(command);
    }

    static Stream<Arguments> older() {
        return Stream.of(
                Arguments.of(
                        "{\"generationId\":\"gen_1\",\"attempt\":2,\"provider\":\"p\",\"model\":\"m\"}",
                        new StartAttempt("gen_1", 1, 2, "p", "m")),
                Arguments.of(
                        "{\"generationId\":\"gen_1\",\"attempt\":2,\"outcome\":{\"outcome\":\"text\",\"text\":\"Words.\","
                                + "\"offline\":false,\"durationMillis\":5}}",
                        new ReportAttempt(
                                "gen_1", 1, 2, new AttemptOutcome.Text("Words.", null, false, 5, null, null, null))),
                Arguments.of(
                        "{\"artistId\":\"art_1\",\"generationId\":\"gen_1\",\"image\":" + Json.write(IMAGE)
                                + ",\"altText\":\"A portrait\"}",
                        new AddImage("art_1", "gen_1", 1, IMAGE, "A portrait")));
    }

    @ParameterizedTest
    @MethodSource("older")
    void aCommandThatWasStoredBeforeThereWereVariantsMeansTheFirst(String stored, Command expected) {
        assertThat(CommandCodec.read(CommandCodec.name(expected), stored)).isEqualTo(expected);
    }
}
