package studio.greenroom.kernel.command;

/** Something asked of one aggregate. */
public interface Command {

    /** The aggregate's id, which is also its stream's. */
    String streamId();
}
