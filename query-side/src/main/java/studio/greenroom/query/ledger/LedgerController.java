package studio.greenroom.query.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.http.Cursor;
import studio.greenroom.kernel.http.Page;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.query.http.ReadYourWrites;

/** The ledger over HTTP. */
@RestController
class LedgerController {

    private final Ledger ledger;
    private final ReadYourWrites readYourWrites;

    LedgerController(Ledger ledger, ReadYourWrites readYourWrites) {
        this.ledger = ledger;
        this.readYourWrites = readYourWrites;
    }

    @GetMapping("/api/ledger")
    Mono<ResponseEntity<LedgerView>> balances(
            Identity who,
            @RequestParam(required = false) @Nullable String artistId,
            @RequestParam(required = false) @Nullable String atLeast) {
        requireArtist(artistId);
        return readYourWrites
                .await(LedgerProjection.NAME, atLeast, who)
                .then(Mono.defer(() -> ledger.balances(who.owner(), artistId)))
                .map(view -> ResponseEntity.ok()
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                        .body(view));
    }

    @GetMapping("/api/ledger/entries")
    Mono<ResponseEntity<Page<EntryView>>> entries(
            Identity who,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String artistId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String atLeast) {
        requireArtist(artistId);
        int most = Page.limit(limit);
        return readYourWrites
                .await(LedgerProjection.NAME, atLeast, who)
                .then(Mono.defer(() -> ledger.entries(who.owner(), artistId, cursor, most)))
                .map(page -> page.answer(request));
    }

    private static void requireArtist(@Nullable String artistId) {
        if (artistId != null && !Ids.isId(Ids.ARTIST, artistId)) {
            throw Cursor.invalid("artistId", "There is no such artistId.");
        }
    }
}
