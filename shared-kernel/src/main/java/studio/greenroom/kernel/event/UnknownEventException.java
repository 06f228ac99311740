package studio.greenroom.kernel.event;

/** An event that a newer Greenroom wrote. */
public final class UnknownEventException extends RuntimeException {

    public UnknownEventException(String type, int revision) {
        super("Event " + type + " revision " + revision + " is not known here; a newer Greenroom wrote it");
    }
}
