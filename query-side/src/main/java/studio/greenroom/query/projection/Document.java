package studio.greenroom.query.projection;

/**
 * One thing as the API answers it.
 *
 * @param position of the last event that is in it
 * @param revision of its stream, which is its ETag
 * @param json     the answer's body
 */
public record Document(String owner, String id, long position, long revision, String json) {}
