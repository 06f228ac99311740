package studio.greenroom.kernel.event;

/** An event together with its envelope. */
public record Recorded(Envelope envelope, DomainEvent event) {

    public static Recorded read(Envelope envelope) {
        return new Recorded(envelope, EventCodec.read(envelope));
    }
}
