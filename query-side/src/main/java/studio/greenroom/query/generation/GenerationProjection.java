package studio.greenroom.query.generation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.query.cache.Caches;
import studio.greenroom.query.projection.Document;
import studio.greenroom.query.projection.Json;
import studio.greenroom.query.projection.Projection;
import studio.greenroom.query.projection.ProjectionVersion;
import studio.greenroom.query.projection.Streams;
import studio.greenroom.query.projection.Tables;

/** Generations with their attempts, results and failures. */
@Component
public class GenerationProjection implements Projection {

    static final String NAME = "generation";

    private final Caches caches;

    public GenerationProjection(Caches caches) {
        this.caches = caches;
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
        return GenerationTables.DDL;
    }

    @Override
    public Mono<List<Document>> apply(Tables tables, List<Envelope> events) {
        Map<String, List<Recorded>> streams = Streams.of("generation", events);
        if (streams.isEmpty()) {
            return Mono.just(List.of());
        }
        GenerationTables generations = new GenerationTables(tables);
        return generations.load(streams.keySet()).flatMap(known -> {
            List<GenerationRecord> changed = new ArrayList<>();
            streams.forEach((id, history) -> {
                GenerationRecord generation = known.get(id);
                for (Recorded recorded : history) {
                    generation = GenerationRecord.after(generation, recorded);
                }
                changed.add(generation);
            });
            return generations.save(changed)
                    .thenReturn(changed.stream().map(GenerationProjection::document).toList());
        });
    }

    static Document document(GenerationRecord generation) {
        return new Document(generation.owner(), generation.state().id(), generation.position(), generation.revision(),
                Json.write(GenerationView.of(generation)));
    }

    @Override
    public Mono<Void> restarted(ProjectionVersion version, Collection<Integer> partitions) {
        return caches.of(version).restart(partitions);
    }

    @Override
    public Mono<Void> committed(ProjectionVersion version, List<Document> documents, Set<String> owners) {
        return caches.of(version).write(documents);
    }
}
