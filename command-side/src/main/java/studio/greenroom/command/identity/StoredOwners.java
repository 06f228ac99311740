package studio.greenroom.command.identity;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.identity.Owners;

/** Owners in a table of their own, where a row can be deleted without touching an event. */
@Component
class StoredOwners implements Owners {

    private static final String FIND = "SELECT owner FROM owners WHERE issuer = ? AND subject = ?";
    /** Whoever comes second in a race gets the row of who came first. */
    private static final String MAKE = """
            INSERT INTO owners (issuer, subject, owner) VALUES (?, ?, ?)
            ON CONFLICT (issuer, subject) DO UPDATE SET subject = EXCLUDED.subject RETURNING owner""";

    private final JdbcClient database;
    private final Ids ids;

    StoredOwners(CommandDatabase database, Ids ids) {
        this.database = database.client();
        this.ids = ids;
    }

    @Override
    public Mono<String> of(String issuer, String subject) {
        return Mono.fromCallable(() -> database.sql(FIND)
                        .params(issuer, subject)
                        .query(String.class)
                        .optional()
                        .orElseGet(() -> make(issuer, subject)))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private String make(String issuer, String subject) {
        return database.sql(MAKE)
                .params(issuer, subject, ids.next(Ids.OWNER))
                .query(String.class)
                .single();
    }
}
