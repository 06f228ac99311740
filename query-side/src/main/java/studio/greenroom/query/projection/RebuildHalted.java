package studio.greenroom.query.projection;

/** The rebuild was paused, was cancelled or has failed: nothing more is to be written to it. */
final class RebuildHalted extends RuntimeException {

    RebuildHalted(long rebuild) {
        super("Rebuild " + rebuild + " does not run any more", null, false, false);
    }
}
