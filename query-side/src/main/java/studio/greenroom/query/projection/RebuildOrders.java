package studio.greenroom.query.projection;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.query.database.QueryDatabase;

/** What administrators may ask for: rebuilds to be started, paused, resumed and cancelled. */
@Component
public class RebuildOrders {

    private final List<Projection> projections;
    private final QueryDatabase database;
    private final Versions versions;
    private final Rebuilds rebuilds;
    private final TopicEnd topicEnd;
    private final RebuildSettings settings;

    public RebuildOrders(
            List<Projection> projections,
            QueryDatabase database,
            Versions versions,
            Rebuilds rebuilds,
            TopicEnd topicEnd,
            RebuildSettings settings) {
        this.projections = projections;
        this.database = database;
        this.versions = versions;
        this.rebuilds = rebuilds;
        this.topicEnd = topicEnd;
        this.settings = settings;
    }

    /** @throws Problem NOT_FOUND when there is no such projection or it was never rebuilt */
    public Mono<Rebuild> last(String name) {
        return known(name).flatMap(projection -> rebuilds.last(name)).switchIfEmpty(Mono.error(Problem::notFound));
    }

    /**
     * Begins to build the projection beside the live one. A rebuild that failed gives way to it.
     *
     * @throws Problem NOT_FOUND; REBUILD_NOT_ALLOWED while one of it is under way or paused, or while its first build
     *     is; TOO_MANY_REBUILDS
     */
    public Mono<Rebuild> start(String name) {
        return known(name)
                .flatMap(projection -> topicEnd.published()
                        .defaultIfEmpty(0L)
                        .onErrorReturn(0L)
                        .flatMap(total -> database.inTransaction(admitted()
                                .then(Mono.defer(() -> rebuilds.last(name)))
                                .flatMap(this::giveWay)
                                .then(Mono.defer(() -> liveOf(projection)))
                                .flatMap(live -> rebuilds.start(live, total))
                                .delayUntil(begun -> versions.schemas().makeUnindexed(projection, begun.build())))));
    }

    /** @throws Problem NOT_FOUND; REBUILD_NOT_ALLOWED when it does not run */
    public Mono<Rebuild> pause(String name) {
        return known(name)
                .flatMap(projection -> rebuilds.pause(name))
                .switchIfEmpty(Mono.defer(() -> refused(name, "can be paused only while it runs")));
    }

    /** @throws Problem NOT_FOUND; REBUILD_NOT_ALLOWED when it is neither paused nor failed; TOO_MANY_REBUILDS */
    public Mono<Rebuild> resume(String name) {
        return known(name)
                .flatMap(projection -> database.inTransaction(admitted().then(Mono.defer(() -> rebuilds.resume(name)))))
                .switchIfEmpty(Mono.defer(() -> refused(name, "can be resumed only when it is paused or has failed")));
    }

    /** @throws Problem NOT_FOUND; REBUILD_NOT_ALLOWED when it is over */
    public Mono<Rebuild> cancel(String name) {
        return known(name)
                .flatMap(projection -> database.inTransaction(
                        rebuilds.cancel(name).delayUntil(cancelled -> versions.retire(cancelled.build()))))
                .switchIfEmpty(Mono.defer(() -> refused(name, "is over already")));
    }

    private Mono<Projection> known(String name) {
        return projections.stream()
                .filter(projection -> projection.name().equals(name))
                .findFirst()
                .map(Mono::just)
                .orElseGet(() -> Mono.error(Problem.notFound()));
    }

    private Mono<Void> admitted() {
        return rebuilds.lockAndCount()
                .flatMap(running -> running < settings.atOnce()
                        ? Mono.empty()
                        : Mono.error(new Problem(
                                        ProblemCode.TOO_MANY_REBUILDS,
                                        running
                                                + " rebuilds are under way, and no more may be. Wait for one, or pause one.")
                                .withHeaders(Map.of("Retry-After", "30"))));
    }

    private Mono<Void> giveWay(Rebuild before) {
        if (before.state().over()) {
            return Mono.empty();
        }
        if (before.state() != Rebuild.State.FAILED) {
            return Mono.error(notAllowed("It is being rebuilt already and that one is "
                    + before.state().word() + ". Cancel it first to begin anew."));
        }
        return rebuilds.cancel(before.projection()).then(versions.retire(before.build()));
    }

    private Mono<ProjectionVersion> liveOf(Projection projection) {
        return versions.current(projection.name())
                .filter(live -> live.version() == projection.version())
                .switchIfEmpty(Mono.error(() -> notAllowed("Another version of it is read or still being built.")));
    }

    private Mono<Rebuild> refused(String name, String why) {
        return rebuilds.last(name)
                .switchIfEmpty(Mono.error(Problem::notFound))
                .flatMap(last -> Mono.error(notAllowed(
                        "A rebuild " + why + ". This one is " + last.state().word() + '.')));
    }

    private static Problem notAllowed(String detail) {
        return new Problem(ProblemCode.REBUILD_NOT_ALLOWED, detail);
    }
}
