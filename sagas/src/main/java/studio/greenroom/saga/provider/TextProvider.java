package studio.greenroom.saga.provider;

import java.time.Duration;
import java.util.function.DoubleConsumer;

/** Writes texts. */
public interface TextProvider extends Provider {

    /**
     * @param progress is told how far it is, from 0 to 1, from the calling thread
     * @param timeout  for everything that the call does
     * @throws ProviderFailure when nothing came of it
     */
    TextAnswer write(TextRequest request, DoubleConsumer progress, Duration timeout);
}
