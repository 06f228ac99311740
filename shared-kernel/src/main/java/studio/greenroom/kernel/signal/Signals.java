package studio.greenroom.kernel.signal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.data.redis.connection.ReactiveSubscription;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.core.types.Expiration;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

/** Last-value signals through Redis: generation progress with previews, and the hint that the journal has something new. */
@Component
public class Signals {

    private static final String CHANNEL = "greenroom:signals";
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PREVIEW_KEPT = Duration.ofMinutes(10);
    /** What is known goes neither back to an earlier attempt nor back within one. */
    private static final RedisScript<Long> NEWER = RedisScript.of("""
            local known = redis.call('HGET', KEYS[1], ARGV[1])
            if known then
              local last, new = cjson.decode(known), cjson.decode(ARGV[2])
              if last.attempt > new.attempt or last.attempt == new.attempt and last.percent > new.percent then
                return 0
              end
            end
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            redis.call('PUBLISH', ARGV[4], ARGV[5])
            return 1
            """, Long.class);

    private static final JsonMapper JSON = new JsonMapper();

    private final ReactiveStringRedisTemplate redis;

    public Signals(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /** One that is older than what is known, as a wait that has just ended, is passed over. */
    public Mono<Void> progress(Progress progress) {
        return redis.execute(
                        NEWER,
                        List.of(key(progress.generationId())),
                        List.of(
                                Integer.toString(progress.variant()),
                                JSON.writeValueAsString(progress),
                                Long.toString(KEPT.toMillis()),
                                CHANNEL,
                                JSON.writeValueAsString(new Signal(progress.owner(), progress))))
                .then();
    }

    /** Keeps what a variant's picture looks like so far, for ten minutes. */
    public Mono<Void> preview(String generationId, int variant, byte[] jpeg) {
        return redis.execute(connection -> connection
                        .stringCommands()
                        .setEX(previewKey(generationId, variant), ByteBuffer.wrap(jpeg), Expiration.from(PREVIEW_KEPT)))
                .then();
    }

    /** Empty when there is none, or none any more. */
    public Mono<byte[]> lastPreview(String generationId, int variant) {
        return redis.execute(connection -> connection.stringCommands().get(previewKey(generationId, variant)))
                .next()
                .map(Signals::bytes);
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

    private static ByteBuffer previewKey(String generationId, int variant) {
        String key = "greenroom:preview:" + generationId + ":" + variant;
        return ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static String key(String generationId) {
        return "greenroom:variants:" + generationId;
    }
}
