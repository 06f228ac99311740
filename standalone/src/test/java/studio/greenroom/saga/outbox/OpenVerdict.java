package studio.greenroom.saga.outbox;

/** Opens to the simulation what an answer means for a command's row. */
public final class OpenVerdict {

    private OpenVerdict() {}

    public static boolean settled(Throwable failure) {
        return Verdict.of(failure) == Verdict.SETTLED;
    }

    public static boolean refused(Throwable failure) {
        return Verdict.of(failure) == Verdict.REFUSED;
    }
}
