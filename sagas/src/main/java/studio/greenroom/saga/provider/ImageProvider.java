package studio.greenroom.saga.provider;

import java.time.Duration;

/** Makes pictures. */
public interface ImageProvider extends Provider {

    /**
     * @param timeout for everything that the call does
     * @throws ProviderFailure when nothing came of it
     */
    ImageAnswer draw(ImageRequest request, Onlooker onlooker, Duration timeout);
}
