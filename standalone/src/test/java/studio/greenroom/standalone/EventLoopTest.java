package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** I7: no blocking call on an event loop. Every other test of this module runs under the same watch. */
class EventLoopTest {

    @Test
    void theWatchSeesABlockingCall() {
        Mono.fromCallable(() -> {
                    Thread.sleep(1);
                    return 1;
                })
                .subscribeOn(Schedulers.parallel())
                .block();

        assertThat(Blocking.found()).anyMatch(error -> error.getMessage().contains("sleep"));
        Blocking.found().removeIf(error -> error.getMessage().contains("sleep"));
    }

    @Test
    void aWholeGenerationBlocksNoEventLoop() {
        Client client = House.shared().client();
        String path = client.post("/api/artists", Client.MARA).header("Location");
        String generation =
                client.post(path + "/images", "{\"width\":256,\"height\":256}").id();
        client.ended(generation);
        client.get(client.await(path, a -> !a.path("cover").isNull())
                .get("cover")
                .get("url")
                .asString());
        client.get("/api/history/" + path.substring(path.lastIndexOf('/') + 1));
        client.get("/api/me");
        client.get("/api/admin/projections");
        client.get("/actuator/health");

        assertThat(Blocking.found()).isEmpty();
    }
}
