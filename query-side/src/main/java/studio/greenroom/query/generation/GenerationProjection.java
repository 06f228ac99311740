package studio.greenroom.query.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.query.cache.CachedProjection;
import studio.greenroom.query.cache.Caches;
import studio.greenroom.query.projection.Document;
import studio.greenroom.query.projection.Json;
import studio.greenroom.query.projection.Streams;
import studio.greenroom.query.projection.Tables;

/** Generations with their attempts, results and failures. */
@Component
public class GenerationProjection extends CachedProjection {

    static final String NAME = "generation";

    public GenerationProjection(Caches caches) {
        super(NAME, GenerationTables.DDL, caches);
    }

    @Override
    public int version() {
        return 2;
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
            return generations
                    .save(changed, known.keySet())
                    .thenReturn(
                            changed.stream().map(GenerationProjection::document).toList());
        });
    }

    static Document document(GenerationRecord generation) {
        return new Document(
                generation.owner(),
                generation.state().id(),
                generation.position(),
                generation.revision(),
                Json.write(GenerationView.of(generation)));
    }
}
