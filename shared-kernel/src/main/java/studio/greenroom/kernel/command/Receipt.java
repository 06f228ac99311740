package studio.greenroom.kernel.command;

/**
 * What an accepted command left behind.
 *
 * @param revision of the stream after it
 * @param position of its last event in the store; 0 when it changed nothing
 */
public record Receipt(String streamId, long revision, long position) {
}
