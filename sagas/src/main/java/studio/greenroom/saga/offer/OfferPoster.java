package studio.greenroom.saga.offer;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import studio.greenroom.kernel.generation.Offer;
import studio.greenroom.kernel.generation.OfferBoard;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.loop.Loop;

/** Posts the offers at the start and then each minute: the newest configuration stands, whichever process has it. */
public final class OfferPoster implements SmartLifecycle {

    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(OfferPoster.class);

    private final OfferBoard board;
    private final List<Offer> offers;
    private final Loop loop;

    public OfferPoster(OfferBoard board, List<Offer> offers) {
        this.board = board;
        this.offers = List.copyOf(offers);
        this.loop = new Loop("saga-offers", new Bell(), this::post);
    }

    private Duration post() {
        try {
            board.post(offers);
            return BETWEEN;
        } catch (RuntimeException e) {
            log.debug("Nobody was told what is offered: {}", e.toString());
            return AGAIN;
        }
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop(PATIENCE);
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
