package studio.greenroom.command.offer;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.kernel.generation.Offer;
import studio.greenroom.kernel.generation.OfferBoard;
import studio.greenroom.kernel.json.Json;

/** Keeps what sagas have posted in a row that all processes of this side read; reading it never waits. */
@Component
public class Offers implements OfferBoard {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Logger log = LoggerFactory.getLogger(Offers.class);

    private final JdbcClient sql;
    private final Executor threads;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile List<Offer> known;
    private volatile long readAt;

    public Offers(CommandDatabase database, ThreadPoolExecutor commandThreads) {
        this.sql = database.client();
        this.threads = commandThreads;
        this.known = read();
        this.readAt = System.nanoTime();
    }

    @Override
    public void post(List<Offer> offers) {
        sql.sql("INSERT INTO offers (offers) VALUES (?) ON CONFLICT (only_row) DO UPDATE SET offers = excluded.offers")
                .param(Json.write(offers))
                .update();
        known = List.copyOf(offers);
        readAt = System.nanoTime();
    }

    /** In the order in which they are asked, as of a few seconds ago; none when no saga has ever said. */
    public List<Offer> of(GenerationKind kind) {
        if (System.nanoTime() - readAt > FRESH_NANOS && reading.compareAndSet(false, true)) {
            try {
                threads.execute(this::refresh);
            } catch (RejectedExecutionException e) {
                reading.set(false);
            }
        }
        return known.stream().filter(offer -> offer.kind() == kind).toList();
    }

    private void refresh() {
        try {
            known = read();
            readAt = System.nanoTime();
        } catch (DataAccessException e) {
            log.debug("What sagas offer could not be read: {}", e.toString());
        } finally {
            reading.set(false);
        }
    }

    private List<Offer> read() {
        return sql.sql("SELECT offers FROM offers")
                .query(String.class)
                .optional()
                .map(offers -> List.of(Json.read(offers, Offer[].class)))
                .orElse(List.of());
    }
}
