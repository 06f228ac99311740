package studio.greenroom.saga.provider.openai;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The calls under way, each made by a thread of its own, so that another thread can stop them. An interruption would not
 * do: it does not reach a thread that waits for the network, and in the middle of a write it breaks a connection that
 * other calls share.
 */
final class StoppableCalls implements Interceptor {

    /** One call, whose requests follow one another. */
    private static final class Calling {

        private @Nullable Call request;
        private boolean stopped;

        synchronized void next(Call next) {
            request = next;
            if (stopped) {
                next.cancel();
            }
        }

        synchronized void stop() {
            stopped = true;
            if (request != null) {
                request.cancel();
            }
        }

        synchronized boolean isStopped() {
            return stopped;
        }
    }

    private final Map<Thread, Calling> byCaller = new ConcurrentHashMap<>();

    /** What this thread asks for from now on, until {@link #end()}, is one call. */
    void begin() {
        byCaller.put(Thread.currentThread(), new Calling());
    }

    void end() {
        byCaller.remove(Thread.currentThread());
    }

    /** Whether this thread's call was stopped. OkHttp does not tell that from a call that took too long. */
    boolean stopped() {
        return current().isStopped();
    }

    /** Ends that thread's request with an {@link IOException}, and every further one of the same call. */
    void stop(Thread caller) {
        Calling calling = byCaller.get(caller);
        if (calling != null) {
            calling.stop();
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        current().next(chain.call());
        return chain.proceed(chain.request());
    }

    private Calling current() {
        return Objects.requireNonNull(byCaller.get(Thread.currentThread()));
    }
}
