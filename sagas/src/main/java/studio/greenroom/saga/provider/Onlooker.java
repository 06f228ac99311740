package studio.greenroom.saga.provider;

/** Who watches while a picture is made. It is told from the calling thread. */
@FunctionalInterface
public interface Onlooker {

    /** @param fraction how far it is, from 0 to 1, never less than before */
    void progress(double fraction);

    /**
     * The picture as it stands by now, any number of times.
     *
     * @param picture   a whole file of its own, mostly smaller or coarser than the picture will be
     * @param mediaType as {@code image/png}
     */
    default void preview(byte[] picture, String mediaType) {}
}
