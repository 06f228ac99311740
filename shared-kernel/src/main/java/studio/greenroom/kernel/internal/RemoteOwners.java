package studio.greenroom.kernel.internal;

import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.identity.Owners;
import studio.greenroom.kernel.json.Json;

/** Asks command-side in another process who somebody is here. */
@Component
@ConditionalOnProperty("greenroom.internal.command-side")
class RemoteOwners implements Owners {

    private final InternalClient commandSide;

    RemoteOwners(InternalClient commandSide) {
        this.commandSide = commandSide;
    }

    @Override
    public Mono<String> of(String issuer, String subject) {
        return commandSide
                .post("owners", MediaType.APPLICATION_JSON, Json.bytes(Map.of("issuer", issuer, "subject", subject)))
                .map(answer -> answer.path("owner").asString());
    }
}
