package studio.greenroom.saga.provider.openai;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Lets an interrupt end a call. A thread that reads a socket does not notice an interrupt, so the call is made by
 * another thread; whoever waits for it closes its connection when interrupted.
 */
final class InterruptibleCalls implements Interceptor, AutoCloseable {

    /** What one caller waits for: one HTTP call after the other. */
    private static final class Calls {

        private @Nullable Call current;
        private boolean stopped;

        synchronized void began(Call call) {
            current = call;
            if (stopped) {
                call.cancel();
            }
        }

        synchronized void stop() {
            stopped = true;
            if (current != null) {
                current.cancel();
            }
        }
    }

    private static final ThreadLocal<@Nullable Calls> OF_THIS_THREAD = new ThreadLocal<>();
    private final ExecutorService threads;

    InterruptibleCalls(String provider) {
        CustomizableThreadFactory factory = new CustomizableThreadFactory(provider + "-call-");
        factory.setDaemon(true);
        threads = Executors.newCachedThreadPool(factory);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Calls calls = OF_THIS_THREAD.get();
        if (calls != null) {
            calls.began(chain.call());
        }
        return chain.proceed(chain.request());
    }

    /**
     * Does this and waits for it.
     *
     * @throws CancellationException when the waiting thread is interrupted; the connection is closed by then
     */
    <T> T waitFor(Supplier<T> work) {
        Calls calls = new Calls();
        Future<T> done = threads.submit(() -> {
            OF_THIS_THREAD.set(calls);
            try {
                return work.get();
            } finally {
                OF_THIS_THREAD.remove();
            }
        });
        try {
            return done.get();
        } catch (InterruptedException e) {
            calls.stop();
            throw new CancellationException("Stopped during the call.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
