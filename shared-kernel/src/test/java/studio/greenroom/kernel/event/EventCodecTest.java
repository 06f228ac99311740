package studio.greenroom.kernel.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistCreated;

class EventCodecTest {

    @ParameterizedTest
    @MethodSource("studio.greenroom.kernel.event.Histories#everyEvent")
    void anEventComesBackAsItWasWritten(DomainEvent event) {
        Envelope stored = Histories.envelope(1, Histories.OWNER, 1, event);

        assertThat(EventCodec.read(stored)).isEqualTo(event);
    }

    @Test
    void theSamplesCoverEveryEventThereIs() {
        Set<Class<?>> known = new HashSet<>();
        EventCatalog.all().forEach(entry -> known.add(entry.eventClass()));
        Set<Class<?>> sampled = new HashSet<>();
        Histories.everyEvent().forEach(event -> sampled.add(event.getClass()));

        assertThat(sampled).isEqualTo(known);
    }

    @Test
    void whatAPersonWroteIsKeptApartFromThePlainFacts() {
        EventCodec.Parts parts = EventCodec.write(new ArtistCreated(Histories.ARTIST, Histories.MARA));

        assertThat(new String(parts.payload(), UTF_8)).isEqualTo("{\"artistId\":\"" + Histories.ARTIST + "\"}");
        assertThat(new String(parts.personal(), UTF_8)).contains("Mara Solvei").doesNotContain(Histories.ARTIST);
    }

    @ParameterizedTest
    @MethodSource("studio.greenroom.kernel.event.Histories#everyEvent")
    void noPlainPayloadHoldsWhatAPersonWrote(DomainEvent event) {
        String payload = new String(EventCodec.write(event).payload(), UTF_8);

        assertThat(payload).doesNotContain("Mara", "bio.", "offer", "portrait", "by the sea", "no answer");
    }

    @Test
    void anEventOfANewerGreenroomIsRefusedAndNotPassedOver() {
        Envelope known =
                Histories.envelope(1, Histories.OWNER, 1, Histories.everyEvent().get(0));
        Envelope newer = new Envelope(
                1,
                known.eventId(),
                known.streamId(),
                known.streamType(),
                1,
                known.type(),
                99,
                known.occurredAt(),
                known.owner(),
                known.actor(),
                known.commandId(),
                0,
                "c",
                "c",
                "o",
                known.payload(),
                known.personal(),
                null);

        assertThatThrownBy(() -> EventCodec.read(newer))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining("ArtistCreated revision 99");
    }

    @Test
    void aFieldThatTheEventDoesNotHaveIsAnError() {
        Envelope known =
                Histories.envelope(1, Histories.OWNER, 1, Histories.everyEvent().get(0));
        byte[] strange = "{\"artistId\":\"a\",\"surprise\":1}".getBytes(UTF_8);
        Envelope other = new Envelope(
                1,
                known.eventId(),
                known.streamId(),
                known.streamType(),
                1,
                known.type(),
                1,
                known.occurredAt(),
                known.owner(),
                known.actor(),
                known.commandId(),
                0,
                "c",
                "c",
                "o",
                strange,
                known.personal(),
                null);

        assertThatThrownBy(() -> EventCodec.read(other)).hasMessageContaining("surprise");
    }
}
