package studio.greenroom.kernel.stream;

/** Another process has taken over this consumer's partition. */
public final class PositionLostException extends RuntimeException {

    public PositionLostException(String consumer, int partition) {
        super("Consumer " + consumer + " no longer holds partition " + partition);
    }
}
