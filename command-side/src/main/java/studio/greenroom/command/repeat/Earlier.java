package studio.greenroom.command.repeat;

/**
 * A generation that succeeded, which answers the same request.
 *
 * @param revision of its stream when it had succeeded
 * @param position of that event in the store
 */
public record Earlier(String generationId, long revision, long position) {}
