package studio.greenroom.saga.outbox;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** What an answer to a command means for its row. */
enum Verdict {

    /** Done, now or before. */
    SETTLED,
    /** Will never be done as it is; somebody has to look. */
    REFUSED,
    /** May be done another time. */
    AGAIN;

    /** The thing has moved past this command: there is nothing left for it to do. */
    private static final Set<ProblemCode> OVERTAKEN =
            Set.of(ProblemCode.GENERATION_FINISHED, ProblemCode.ATTEMPT_OUT_OF_ORDER);

    /** @param failure unwrapped */
    static Verdict of(Throwable failure) {
        if (!(failure instanceof Problem problem)) {
            return AGAIN;
        }
        if (OVERTAKEN.contains(problem.code())) {
            return SETTLED;
        }
        return problem.code().status() >= 500 || problem.code() == ProblemCode.CONFLICT ? AGAIN : REFUSED;
    }

    static Throwable unwrapped(Throwable failure) {
        Throwable t = failure;
        while ((t instanceof CompletionException || t instanceof ExecutionException) && t.getCause() != null) {
            t = t.getCause();
        }
        return t;
    }
}
