package studio.greenroom.kernel.stream;

/**
 * How far a consumer has come in one partition.
 *
 * @param position of the last event whose effects are committed; 0 before the first
 * @param offset   where that event lay in the topic: a hint for seeking, never an identity
 */
public record Mark(long position, long offset) {

    public static final Mark NONE = new Mark(0, -1);
}
