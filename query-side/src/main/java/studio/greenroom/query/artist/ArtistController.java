package studio.greenroom.query.artist;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.http.Page;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.query.artist.Artists.Filter;
import studio.greenroom.query.http.Answers;
import studio.greenroom.query.http.ReadYourWrites;

/** Artists over HTTP. */
@RestController
class ArtistController {

    private final Artists artists;
    private final ReadYourWrites readYourWrites;

    ArtistController(Artists artists, ReadYourWrites readYourWrites) {
        this.artists = artists;
        this.readYourWrites = readYourWrites;
    }

    @GetMapping("/api/artists")
    Mono<ResponseEntity<Page<ArtistView>>> list(
            Identity who,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String genre,
            @RequestParam(required = false) @Nullable String style,
            @RequestParam(required = false) @Nullable String trait,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String atLeast) {
        Filter filter = new Filter(q, genre, style, trait);
        int most = Page.limit(limit);
        return readYourWrites
                .await(ArtistProjection.NAME, atLeast, who)
                .then(Mono.defer(() -> artists.list(who.owner(), filter, cursor, most)))
                .map(page -> page.answer(request));
    }

    @GetMapping("/api/artists/{id}")
    Mono<ResponseEntity<String>> one(
            Identity who, @PathVariable String id, @RequestParam(required = false) @Nullable String atLeast) {
        return readYourWrites
                .await(ArtistProjection.NAME, atLeast, who)
                .then(Mono.defer(() -> artists.find(who.owner(), id, atLeast != null)))
                .map(Answers::of)
                .switchIfEmpty(Mono.error(Problem::notFound));
    }

    @GetMapping("/api/artists/{id}/images")
    Mono<ResponseEntity<Page<ImageView>>> images(
            Identity who,
            ServerHttpRequest request,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String atLeast) {
        int most = Page.limit(limit);
        return readYourWrites
                .await(ArtistProjection.NAME, atLeast, who)
                .then(Mono.defer(() -> artists.pictures(who.owner(), id, cursor, most)))
                .map(page -> page.answer(request));
    }
}
