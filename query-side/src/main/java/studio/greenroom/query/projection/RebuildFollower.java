package studio.greenroom.query.projection;

import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Makes this process do its part of what is to be done now, as the rows of versions and rebuilds say, whoever wrote
 * them and whenever.
 */
@Component
class RebuildFollower {

    private final List<String> names;
    private final Versions versions;
    private final Rebuilds rebuilds;
    private final RebuildLoader loader;
    private final RunningProjections running;
    private final TopicEnd topicEnd;

    RebuildFollower(
            List<Projection> projections,
            Versions versions,
            Rebuilds rebuilds,
            RebuildLoader loader,
            RunningProjections running,
            TopicEnd topicEnd) {
        this.names = projections.stream().map(Projection::name).toList();
        this.versions = versions;
        this.rebuilds = rebuilds;
        this.loader = loader;
        this.running = running;
        this.topicEnd = topicEnd;
    }

    /** Opens and closes consumers as versions come and go, loads what is to be loaded, switches what has caught up. */
    Mono<Void> follow() {
        return versions.kept(names)
                .collectList()
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(running::keep)
                .thenMany(rebuilds.running())
                .concatMap(rebuild -> Mono.justOrEmpty(running.code(rebuild.build()))
                        .flatMap(projection -> advance(projection, rebuild)))
                .then();
    }

    private Mono<Void> advance(Projection projection, Rebuild rebuild) {
        if (rebuild.state() == Rebuild.State.LOADING) {
            loader.load(projection, rebuild.build());
            return Mono.empty();
        }
        Mono<Void> looked = topicEnd.published()
                .flatMap(total -> rebuilds.total(rebuild.build().build(), total))
                .onErrorComplete();
        return running.follows(rebuild.build())
                ? looked.then(versions.takeOver(rebuild.build(), Mono.just(false)))
                        .then()
                : looked;
    }
}
