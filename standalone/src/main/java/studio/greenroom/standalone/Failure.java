package studio.greenroom.standalone;

/** A command that could not do its work; the message says in one line what happened and what to do. */
public final class Failure extends RuntimeException {

    public Failure(String message) {
        super(message);
    }

    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
