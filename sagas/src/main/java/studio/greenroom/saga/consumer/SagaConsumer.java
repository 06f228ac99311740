package studio.greenroom.saga.consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import studio.greenroom.kernel.stream.EventConsumer;

/** Reads events for the sagas while the application runs. */
public final class SagaConsumer implements SmartLifecycle {

    private static final int PHASE = 20;

    private final EventConsumer consumer;
    private volatile boolean running;

    public SagaConsumer(EventConsumer consumer) {
        this.consumer = consumer;
    }

    /** Why nothing is being read; null while all is well. */
    public @Nullable String trouble() {
        return consumer.trouble();
    }

    @Override
    public void start() {
        consumer.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        consumer.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
