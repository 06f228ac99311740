package studio.greenroom.saga.provider;

import java.time.Duration;
import java.util.function.DoubleConsumer;

/** Makes pictures. */
public interface ImageProvider extends Provider {

    /**
     * @param progress is told how far it is, from 0 to 1, from the calling thread
     * @throws ProviderFailure when nothing came of it
     */
    ImageAnswer draw(ImageRequest request, DoubleConsumer progress, Duration timeout);
}
