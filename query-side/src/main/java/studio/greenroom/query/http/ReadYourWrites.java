package studio.greenroom.query.http;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Position;
import studio.greenroom.kernel.http.Cursor;
import studio.greenroom.kernel.identity.Identity;
import studio.greenroom.query.projection.Visibility;

/** The parameter {@code atLeast} of queries: the {@code Greenroom-Position} that the answer must have in it. */
@Component
public class ReadYourWrites {

    private final Visibility visibility;

    public ReadYourWrites(Visibility visibility) {
        this.visibility = visibility;
    }

    /** Completes when the projection has what the token stands for, at once when there is none. */
    public Mono<Void> await(String projection, @Nullable String token, Identity who) {
        if (token == null) {
            return Mono.empty();
        }
        return Mono.justOrEmpty(Position.parse(token)
                        .filter(position -> position.owner().equals(who.owner())))
                .switchIfEmpty(Mono.error(
                        () -> Cursor.invalid("atLeast", "Take it from the Greenroom-Position of an answer to you.")))
                .flatMap(position -> visibility.await(projection, position));
    }
}
