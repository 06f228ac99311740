package studio.greenroom.command.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepeatCacheTest {

    private static final Earlier EARLIER = new Earlier("gen_1", 5, 77);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Redis redis = new Redis();
    private final String owner = "own_" + System.nanoTime();

    @AfterEach
    void close() throws IOException {
        redis.close();
    }

    private Earlier found(RepeatCache cache) throws Exception {
        return cache.find(owner, "hash").get();
    }

    @Test
    void whatWasPutIsFoundByEveryProcessUntilItIsTooOld() throws Exception {
        redis.cache().put(owner, "hash", EARLIER, A_MINUTE);

        RepeatCache other = redis.cache();
        assertThat(await().until(() -> found(other), earlier -> earlier != null))
                .isEqualTo(EARLIER);
        assertThat(other.find(owner, "another").get()).isNull();
        assertThat(other.find("own_nora", "hash").get()).isNull();
        assertThat(redis.template()
                        .getExpire("greenroom:repeat:" + owner + ":hash")
                        .block())
                .isBetween(Duration.ofSeconds(50), A_MINUTE);
    }

    @Test
    void redisThatIsGoneOrSilentIsPassedByAtOnceAndUsedAgainWhenItIsBack() throws Exception {
        RepeatCache cache = redis.cache();
        cache.put(owner, "hash", EARLIER, A_MINUTE);
        await().until(() -> found(cache), earlier -> earlier != null);

        redis.proxy().stall();
        assertThat(found(cache)).as("after a tenth of a second").isNull();
        long began = System.nanoTime();
        for (int n = 0; n < 100; n++) {
            assertThat(found(cache)).isNull();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("nobody waits again")
                .isLessThan(A_MINUTE);
        redis.proxy().cut();
        cache.put(owner, "other", EARLIER, A_MINUTE);

        redis.proxy().mend();
        await().atMost(Duration.ofSeconds(30)).until(() -> found(cache), EARLIER::equals);
    }

    @Test
    void redisThatWasGoneAtTheStartIsUsedWhenItHasCome() {
        redis.proxy().cut();
        RepeatCache cache = redis.cache();
        redis.proxy().mend();

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            cache.put(owner, "hash", EARLIER, A_MINUTE);
            return EARLIER.equals(found(cache));
        });
    }
}
