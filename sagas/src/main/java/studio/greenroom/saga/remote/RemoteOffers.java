package studio.greenroom.saga.remote;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import studio.greenroom.kernel.generation.Offer;
import studio.greenroom.kernel.generation.OfferBoard;
import studio.greenroom.kernel.internal.InternalClient;
import studio.greenroom.kernel.json.Json;
import tools.jackson.databind.JsonNode;

/** Tells command-side in another process. */
@Component
@ConditionalOnProperty("greenroom.internal.command-side")
class RemoteOffers implements OfferBoard {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InternalClient commandSide;

    RemoteOffers(InternalClient commandSide) {
        this.commandSide = commandSide;
    }

    @Override
    public void post(List<Offer> offers) {
        JsonNode unused = commandSide
                .post("offers", MediaType.APPLICATION_JSON, Json.bytes(offers))
                .blockOptional(PATIENCE)
                .orElseThrow();
    }
}
