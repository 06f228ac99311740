package studio.greenroom.kernel.signal;

import java.time.Duration;
import java.util.Set;
import org.springframework.data.redis.connection.ReactiveSubscription;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

/** Last-value signals through Redis: generation progress, and the hint that the journal has something new. */
@Component
public class Signals {

    private static final String CHANNEL = "greenroom:signals";
    private static final Duration KEPT = Duration.ofHours(1);
    private static final JsonMapper JSON = new JsonMapper();

    private final ReactiveStringRedisTemplate redis;

    public Signals(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    public Mono<Void> progress(Progress progress) {
        String last = JSON.writeValueAsString(progress);
        String key = key(progress.generationId());
        return redis.opsForHash()
                .put(key, Integer.toString(progress.variant()), last)
                .then(redis.expire(key, KEPT))
                .then(publish(new Signal(progress.owner(), progress)));
    }

    /** The last of each variant, in no order. */
    public Flux<Progress> lastProgress(String generationId) {
        return redis.<String, String>opsForHash()
                .values(key(generationId))
                .map(text -> JSON.readValue(text, Progress.class));
    }

    /** Tells every node that these owners have new events in the journal. */
    public Mono<Void> hint(Set<String> owners) {
        return Flux.fromIterable(owners)
                .flatMap(owner -> publish(new Signal(owner, null)))
                .then();
    }

    /** All signals of all owners; survives a Redis that goes and comes back. */
    public Flux<Signal> listen() {
        return Flux.defer(() -> redis.listenTo(ChannelTopic.of(CHANNEL)))
                .map(ReactiveSubscription.Message::getMessage)
                .map(text -> JSON.readValue(text, Signal.class))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(Duration.ofSeconds(2)));
    }

    private Mono<Void> publish(Signal signal) {
        return redis.convertAndSend(CHANNEL, JSON.writeValueAsString(signal)).then();
    }

    private static String key(String generationId) {
        return "greenroom:variants:" + generationId;
    }
}
