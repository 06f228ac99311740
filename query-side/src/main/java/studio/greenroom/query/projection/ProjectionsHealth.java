package studio.greenroom.query.projection;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.query.projection.ProjectionStatuses.Status;

/** Down when a projection reads nothing or PostgreSQL does not answer; says which and why. */
@Component("projectionsHealthIndicator")
class ProjectionsHealth implements ReactiveHealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final ProjectionStatuses statuses;

    ProjectionsHealth(ProjectionStatuses statuses) {
        this.statuses = statuses;
    }

    @Override
    public Mono<Health> health() {
        return statuses.all()
                .collectList()
                .map(ProjectionsHealth::of)
                .timeout(PATIENCE)
                .onErrorResume(error -> Mono.just(Health.down()
                        .withDetail("reason", "no answer: " + error.getMessage())
                        .build()));
    }

    private static Health of(List<Status> all) {
        boolean well =
                !all.isEmpty() && all.stream().allMatch(status -> status.state().equals("live"));
        Health.Builder health = well ? Health.up() : Health.down();
        all.forEach(status ->
                health.withDetail(status.name(), status.trouble() == null ? status.state() : status.trouble()));
        return health.build();
    }
}
