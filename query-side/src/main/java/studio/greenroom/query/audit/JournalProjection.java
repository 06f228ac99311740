package studio.greenroom.query.audit;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.signal.Signals;
import studio.greenroom.query.projection.Document;
import studio.greenroom.query.projection.Json;
import studio.greenroom.query.projection.Projection;
import studio.greenroom.query.projection.ProjectionVersion;
import studio.greenroom.query.projection.Tables;

/**
 * Every event with its whole envelope, also of types that are not known here. An owner's events are in one partition,
 * so they become visible in the order of their positions. Tells the streams that there is something new.
 */
@Component
public class JournalProjection implements Projection {

    public static final String NAME = "journal";

    private static final Logger log = LoggerFactory.getLogger(JournalProjection.class);

    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE here.event (
                position       bigint      PRIMARY KEY,
                event_id       text        NOT NULL,
                owner          text        NOT NULL,
                stream_id      text        NOT NULL,
                stream_type    text        NOT NULL,
                revision       bigint      NOT NULL,
                type           text        NOT NULL,
                type_revision  integer     NOT NULL,
                occurred_at    timestamptz NOT NULL,
                actor          text        NOT NULL,
                command_id     text        NOT NULL,
                ordinal        integer     NOT NULL,
                correlation_id text        NOT NULL,
                causation_id   text        NOT NULL,
                operation_id   text        NOT NULL,
                payload        bytea       NOT NULL,
                personal       bytea,
                key_id         text,
                artist_id      text)""",
            "CREATE INDEX event_owner ON here.event (owner, position)",
            "CREATE INDEX event_stream ON here.event (owner, stream_id, position)",
            "CREATE INDEX event_type ON here.event (owner, type, position)",
            "CREATE INDEX event_artist ON here.event (owner, artist_id, stream_id)",
            "CREATE INDEX event_correlation ON here.event (owner, correlation_id, position)");

    private final Signals signals;

    public JournalProjection(Signals signals) {
        this.signals = signals;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public List<String> tables() {
        return TABLES;
    }

    @Override
    public Mono<List<Document>> apply(Tables tables, List<Envelope> events) {
        if (events.isEmpty()) {
            return Mono.just(List.of());
        }
        return tables.sql("""
                        INSERT INTO here.event
                        SELECT n.position, n.event_id, n.owner, n.stream_id, n.stream_type, n.revision, n.type,
                               n.type_revision, n.occurred_at::timestamptz, n.actor, n.command_id, n.ordinal,
                               n.correlation_id, n.causation_id, n.operation_id, decode(n.payload, 'base64'),
                               decode(n.personal, 'base64'), n.key_id, n.artist_id
                        FROM UNNEST(:positions::bigint[], :events::text[], :owners::text[], :streams::text[],
                                    :streamTypes::text[], :revisions::bigint[], :types::text[],
                                    :typeRevisions::int[], :times::text[], :actors::text[], :commands::text[],
                                    :ordinals::int[], :correlations::text[], :causations::text[],
                                    :operations::text[], :payloads::text[], :personals::text[], :keys::text[],
                                    :artists::text[])
                            AS n (position, event_id, owner, stream_id, stream_type, revision, type, type_revision,
                                  occurred_at, actor, command_id, ordinal, correlation_id, causation_id,
                                  operation_id, payload, personal, key_id, artist_id)
                        ON CONFLICT (position) DO NOTHING""")
                .bind("positions", events.stream().map(Envelope::position).toArray(Long[]::new))
                .bind("events", texts(events, Envelope::eventId))
                .bind("owners", texts(events, Envelope::owner))
                .bind("streams", texts(events, Envelope::streamId))
                .bind("streamTypes", texts(events, Envelope::streamType))
                .bind("revisions", events.stream().map(Envelope::revision).toArray(Long[]::new))
                .bind("types", texts(events, Envelope::type))
                .bind(
                        "typeRevisions",
                        events.stream().map(Envelope::typeRevision).toArray(Integer[]::new))
                .bind("times", texts(events, event -> event.occurredAt().toString()))
                .bind("actors", texts(events, Envelope::actor))
                .bind("commands", texts(events, Envelope::commandId))
                .bind("ordinals", events.stream().map(Envelope::ordinal).toArray(Integer[]::new))
                .bind("correlations", texts(events, Envelope::correlationId))
                .bind("causations", texts(events, Envelope::causationId))
                .bind("operations", texts(events, Envelope::operationId))
                .bind("payloads", texts(events, event -> base64(event.payload())))
                .bind("personals", texts(events, event -> base64(event.personal())))
                .bind("keys", texts(events, Envelope::keyId))
                .bind("artists", texts(events, JournalProjection::artistId))
                .then()
                .thenReturn(List.of());
    }

    /** A hint may be lost; streams also look by themselves. So nobody waits for Redis here. */
    @Override
    public Mono<Void> committed(ProjectionVersion version, List<Document> documents, Set<String> owners) {
        signals.hint(owners).subscribe(sent -> {}, lost -> log.debug("A hint was lost: {}", lost.toString()));
        return Mono.empty();
    }

    /** The artist that an event names; a generation names its artist when it is requested. */
    private static @Nullable String artistId(Envelope event) {
        return Json.tree(event.payload()).path("artistId").asString(null);
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    private static String[] texts(List<Envelope> events, Function<Envelope, @Nullable String> column) {
        return events.stream().map(column).toArray(String[]::new);
    }
}
