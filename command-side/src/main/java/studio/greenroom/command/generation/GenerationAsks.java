package studio.greenroom.command.generation;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.command.gateway.CommandEndpoint.Accepted;
import studio.greenroom.command.gateway.CommandRequest;
import studio.greenroom.command.offer.Offers;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.Offer;

/** Places what is asked for, or tells what it would lead to. */
@Component
class GenerationAsks {

    private final GenerationRequests requests;
    private final WantedReader reader;
    private final Drafts drafts;
    private final Offers offers;

    GenerationAsks(GenerationRequests requests, WantedReader reader, Drafts drafts, Offers offers) {
        this.requests = requests;
        this.reader = reader;
        this.drafts = drafts;
        this.offers = offers;
    }

    /** @param promptField what the request calls the person's own words */
    Mono<ResponseEntity<Accepted>> placed(
            CommandRequest request, GenerationBody body, String promptField, boolean fresh) {
        Wanted wanted = reader.read(body, promptField);
        return requests.answer(new Asking(request, name(wanted.kind()), fresh), draft(wanted));
    }

    Mono<ResponseEntity<DryRun>> told(CommandRequest request, GenerationBody body, String promptField) {
        Wanted wanted = reader.read(body, promptField);
        boolean knowsNegative = offers.of(wanted.kind()).stream()
                .findFirst()
                .map(Offer::knowsNegative)
                .orElse(false);
        String owner = request.identity().owner();
        return Mono.fromFuture(
                () -> draft(wanted)
                        .apply(owner)
                        .thenCompose(draft -> requests.earlier(owner, draft)
                                .thenApply(earlier -> ResponseEntity.ok(DryRun.of(draft, knowsNegative, earlier)))),
                true);
    }

    private Function<String, CompletableFuture<Draft>> draft(Wanted wanted) {
        return owner -> drafts.of(owner, wanted);
    }

    private static String name(GenerationKind kind) {
        return switch (kind) {
            case BIO -> "RequestBio";
            case TEXT -> "RequestText";
            case IMAGE -> "RequestImage";
        };
    }
}
