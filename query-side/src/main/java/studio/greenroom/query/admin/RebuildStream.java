package studio.greenroom.query.admin;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import studio.greenroom.query.projection.Rebuild;
import studio.greenroom.query.projection.RebuildOrders;

/**
 * How a rebuild goes on, told when it changes, twice a second at most; ends with the rebuild. Whoever connects again is
 * told how it stands, so frames have no id. A reader that takes nothing is asked for nothing.
 */
@Component
class RebuildStream implements SmartLifecycle {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration COMMENT_EVERY = Duration.ofSeconds(15);

    private final RebuildOrders orders;
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private volatile boolean running;

    RebuildStream(RebuildOrders orders) {
        this.orders = orders;
    }

    Flux<ServerSentEvent<Rebuild>> of(String projection) {
        Flux<ServerSentEvent<Rebuild>> rebuild = Flux.interval(Duration.ZERO, LOOK_EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> orders.last(projection), 1)
                .distinctUntilChanged(RebuildStream::known)
                .takeUntil(last -> last.state().over() || last.state() == Rebuild.State.FAILED)
                .map(last -> ServerSentEvent.builder(last).event("rebuild").build());
        return rebuild.publish(shared -> Flux.merge(shared, comments().takeUntilOther(shared.ignoreElements())))
                .takeUntilOther(stopping.asMono());
    }

    /** Without the rate and what follows from it, which change while nothing happens. */
    private static Object known(Rebuild rebuild) {
        return rebuild.id() + rebuild.state() + rebuild.events() + '/' + rebuild.total();
    }

    private static Flux<ServerSentEvent<Rebuild>> comments() {
        return Flux.interval(COMMENT_EVERY)
                .onBackpressureDrop()
                .map(tick ->
                        ServerSentEvent.<Rebuild>builder().comment("still here").build());
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends all streams first, so that the web server need not wait for them. */
    @Override
    public void stop() {
        running = false;
        stopping.tryEmitEmpty();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
