package studio.greenroom.command.generation;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import studio.greenroom.command.artist.ArtistAt;
import studio.greenroom.command.artist.Artists;
import studio.greenroom.command.gateway.Looks;
import studio.greenroom.command.generation.Orders.Again;
import studio.greenroom.command.safety.Safety;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.generation.GenerationOrder;
import studio.greenroom.kernel.generation.GenerationState;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;

/** From a valid request to a draft: looks up what it speaks of, and has its words checked by the safety policy. */
@Component
class Drafts {

    private final Artists artists;
    private final Looks looks;
    private final Safety safety;
    private final Orders orders;

    Drafts(Artists artists, Looks looks, Safety safety, Orders orders) {
        this.artists = artists;
        this.looks = looks;
        this.safety = safety;
        this.orders = orders;
    }

    /** Fails with NOT_FOUND for an artist that is absent or another owner's, and with CONTENT_REFUSED. */
    CompletableFuture<Draft> of(String owner, Wanted wanted) {
        return wanted.artistId() == null
                ? CompletableFuture.completedFuture(0).thenApply(nobody -> {
                    safety.check(wanted.texts(wanted.words().persona()));
                    return new Draft(wanted.kind(), orders.order(wanted, null), wanted.seed());
                })
                : artists.present(owner, wanted.artistId()).thenApply(artist -> forArtist(wanted, artist));
    }

    private Draft forArtist(Wanted wanted, ArtistAt artist) {
        Persona persona = artist.state().persona();
        safety.check(wanted.texts(persona));
        return new Draft(wanted.kind(), orders.order(wanted, artist), wanted.seed());
    }

    /** Fails with NOT_FOUND for a generation that is absent or another owner's, and with CONTENT_REFUSED. */
    CompletableFuture<Draft> again(String owner, String generationId, Again again) {
        return !Ids.isId(Ids.GENERATION, generationId)
                ? CompletableFuture.failedFuture(Problem.notFound())
                : looks.at(owner, new LookAtGeneration(generationId), GenerationState.class)
                        .thenApply(earlier -> again(earlier, again));
    }

    /** The policy may be a newer one than then, so that all words are looked at again. */
    private Draft again(GenerationState earlier, Again again) {
        GenerationOrder order = orders.again(earlier, again);
        Map<String, String> texts = new HashMap<>();
        order.parts().forEach(part -> texts.merge("parts." + part.role().word(), part.text(), (a, b) -> a + "\n" + b));
        safety.check(texts);
        // Another seed makes another result, so a drawn one counts as given.
        return new Draft(earlier.request().kind(), order, order.seed());
    }
}
