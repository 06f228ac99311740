package studio.greenroom.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.greenroom.kernel.event.Histories.ARTIST;
import static studio.greenroom.kernel.event.Histories.GENERATION;
import static studio.greenroom.kernel.event.Histories.IMAGE;
import static studio.greenroom.kernel.event.Histories.MARA;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.greenroom.kernel.artist.ArtistEvent.ImageAdded;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.LateResultRecorded;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.Usage;

/** Whatever was ever stored can be read, and nobody changes what is stored without noticing. */
class EventShapesTest {

    static Stream<EventCatalog.Entry> types() {
        return EventCatalog.all().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void anEventIsWrittenInTheShapeOfItsNewestFile(EventCatalog.Entry entry) {
        String now = Shapes.written(Shapes.filled(entry.eventClass()));

        assertThat(Shapes.of(now))
                .as(
                        "%s is not written as revision %d is stored. Raise its revision, bring the old one on in "
                                + "Upcasters, and keep the new one as events/%s.<revision>.json:%n%s",
                        entry.type(), entry.revision(), entry.type(), now)
                .isEqualTo(Shapes.of(Shapes.file(entry.type(), entry.revision())));
    }

    @ParameterizedTest
    @MethodSource("types")
    void theNewestFileIsReadWhole(EventCatalog.Entry entry) {
        assertThat(Shapes.read(entry.type(), entry.revision())).isEqualTo(Shapes.filled(entry.eventClass()));
    }

    static Stream<DomainEvent> older() {
        Cost free = Cost.FREE;
        return Stream.of(
                new GenerationRequested(
                        GENERATION,
                        GenerationKind.IMAGE,
                        ARTIST,
                        1,
                        7,
                        1,
                        1_024,
                        1_024,
                        "interactive",
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        MARA,
                        "by the sea",
                        List.of()),
                new AttemptStarted(GENERATION, 1, 1, "offline", "greenroom-art/1"),
                new AttemptFailed(
                        GENERATION,
                        1,
                        1,
                        "offline",
                        "greenroom-art/1",
                        FailureCode.PROVIDER_TIMEOUT,
                        60_000,
                        2_000L,
                        free,
                        "req-1",
                        "no answer"),
                new AttemptSucceeded(
                        GENERATION,
                        1,
                        1,
                        "offline",
                        "greenroom-art/1",
                        900,
                        new Usage(10, 20),
                        free,
                        "req-2",
                        true,
                        null,
                        null,
                        null,
                        null),
                new GenerationSucceeded(GENERATION, 1, true, IMAGE, null, "A portrait"),
                new LateResultRecorded(GENERATION, 1, 1, true, new Cost(39_000, "EUR", 1)),
                new ImageAdded(ARTIST, GENERATION, 1, IMAGE, "A portrait"));
    }

    @ParameterizedTest
    @MethodSource("older")
    void whatWasStoredBeforeThereWereVariantsIsOneVariant(DomainEvent expected) {
        assertThat(Shapes.read(EventCatalog.of(expected).type(), 1)).isEqualTo(expected);
    }

    @Test
    void everyOlderRevisionIsKeptAndRead() {
        List<String> read = types().flatMap(entry -> IntStream.range(1, entry.revision())
                        .mapToObj(revision -> EventCatalog.of(Shapes.read(entry.type(), revision))
                                        .type() + "/" + revision))
                .toList();

        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(
                        older().map(event -> EventCatalog.of(event).type() + "/1")
                                .toList());
    }

    @Test
    void aFieldThatIsMissingIsAnErrorAndNoGuess() {
        assertThatThrownBy(() -> Shapes.read(
                        "AttemptStarted",
                        2,
                        "{\"generationId\":\"g\",\"attempt\":1,\"provider\":\"p\",\"model\":\"m\"}"))
                .hasMessageContaining("variant");
    }
}
