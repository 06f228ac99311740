package studio.greenroom.query.cache;

import io.lettuce.core.event.connection.DisconnectedEvent;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;

/**
 * Makes the connection and counts lost ones. A Redis that comes back may have lost its last second of writes, so nothing
 * that was true of it before may be believed after.
 */
@Component
public class RedisLink implements AutoCloseable {

    private final AtomicLong era = new AtomicLong();
    private final Disposable listening;

    /**
     * Connects, on the thread that starts the application: at the first use it would be an event loop that waits.
     *
     * @throws org.springframework.dao.DataAccessException when Redis, which the start has waited for, is gone again
     */
    public RedisLink(ClientResources resources, ReactiveRedisConnectionFactory redis) {
        redis.getReactiveConnection().close();
        listening = resources
                .eventBus()
                .get()
                .filter(DisconnectedEvent.class::isInstance)
                .subscribe(lost -> era.incrementAndGet());
    }

    /** Grows with every lost connection. */
    long era() {
        return era.get();
    }

    @Override
    public void close() {
        listening.dispose();
    }
}
