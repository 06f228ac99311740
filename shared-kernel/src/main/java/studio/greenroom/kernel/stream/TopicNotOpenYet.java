package studio.greenroom.kernel.stream;

/** The relay has not opened the event topic: it is starting, and is waited for. */
final class TopicNotOpenYet extends RuntimeException {

    static final String MESSAGE = "the relay has not opened the event topic yet";

    TopicNotOpenYet() {
        super(MESSAGE, null, false, false);
    }
}
