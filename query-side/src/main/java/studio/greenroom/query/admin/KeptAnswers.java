package studio.greenroom.query.admin;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.http.IdempotencyKey;
import studio.greenroom.query.database.QueryDatabase;

/** Gives a request that comes again under its Idempotency-Key the answer that it had; a failure is not kept. */
@Component
class KeptAnswers {

    private final QueryDatabase database;

    KeptAnswers(QueryDatabase database) {
        this.database = database;
    }

    Mono<Long> once(String owner, IdempotencyKey request, Mono<Long> work) {
        String key = request.key();
        return key == null
                ? work
                : kept(owner, key, request)
                        .switchIfEmpty(Mono.defer(() -> work.delayUntil(answer -> keep(owner, key, request, answer))
                                .flatMap(answer -> kept(owner, key, request))));
    }

    private Mono<Long> kept(String owner, String key, IdempotencyKey request) {
        return database.reading()
                .sql("SELECT fingerprint, answer FROM query.kept_answer WHERE owner = :owner AND key = :key")
                .bind("owner", owner)
                .bind("key", key)
                .map(row -> {
                    request.requireSame(row.get("fingerprint", String.class));
                    return row.get("answer", Long.class);
                })
                .one();
    }

    private Mono<Void> keep(String owner, String key, IdempotencyKey request, long answer) {
        return database.reading()
                .sql("""
                        INSERT INTO query.kept_answer (owner, key, fingerprint, answer)
                        VALUES (:owner, :key, :fingerprint, :answer) ON CONFLICT DO NOTHING""")
                .bind("owner", owner)
                .bind("key", key)
                .bind("fingerprint", request.fingerprint())
                .bind("answer", answer)
                .then();
    }
}
