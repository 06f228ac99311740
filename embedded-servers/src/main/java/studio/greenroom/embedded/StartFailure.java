package studio.greenroom.embedded;

import java.util.Objects;

/** Something that keeps the servers from starting; its message says in one line what happened and what to do next. */
public final class StartFailure extends RuntimeException {

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The failure itself, or an unforeseen one put into a sentence. */
    static StartFailure of(Server server, Throwable problem, Layout layout) {
        if (problem instanceof StartFailure known) {
            return known;
        }
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return new StartFailure(
                "%s did not start (%s). Its log is in %s."
                        .formatted(server.title(), reason.lines().findFirst().orElse(""), layout.log(server)),
                problem);
    }
}
