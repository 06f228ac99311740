package studio.greenroom.kernel.command;

/**
 * What an accepted command left behind.
 *
 * @param revision of the stream after it
 * @param position of the stream's last event in the store
 */
public record Receipt(String streamId, long revision, long position) {}
