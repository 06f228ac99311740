package studio.greenroom.kernel.stream;

/** The relay has not opened the event topic: it is starting, and is waited for. */
final class TopicNotOpenYet extends RuntimeException {

    TopicNotOpenYet() {
        super("the relay has not opened the event topic yet", null, false, false);
    }
}
