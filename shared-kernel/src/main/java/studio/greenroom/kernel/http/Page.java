package studio.greenroom.kernel.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A page of a list.
 *
 * @param next cursor of the page after it; null on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    /** A page of what was read with a limit one higher than the page's: the one too many tells that there is more. */
    public static <R, T> Page<T> of(List<R> read, int limit, Function<R, T> item, Function<R, String> cursor) {
        boolean more = read.size() > limit;
        List<R> kept = more ? read.subList(0, limit) : read;
        return new Page<>(kept.stream().map(item).toList(), more ? cursor.apply(kept.get(limit - 1)) : null);
    }

    /** The limit that was asked for, if it is one that is offered. */
    public static int limit(@Nullable Integer asked) {
        if (asked != null && (asked < 1 || asked > MAX_LIMIT)) {
            throw Cursor.invalid("limit", "Ask for 1 to 200 at a time.");
        }
        return asked == null ? DEFAULT_LIMIT : asked;
    }

    /** The answer with a link to the next page. */
    public ResponseEntity<Page<T>> answer(ServerHttpRequest request) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (next != null) {
            String target = UriComponentsBuilder.fromUri(request.getURI())
                    .scheme(null)
                    .host(null)
                    .port(-1)
                    .replaceQueryParam("cursor", next)
                    .replaceQueryParam("atLeast")
                    .build(true)
                    .toUriString();
            answer.header(HttpHeaders.LINK, "<" + target + ">; rel=\"next\"");
        }
        return answer.body(this);
    }
}
