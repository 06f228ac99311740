package studio.greenroom.query.artist;

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

/** Artists, for lists, searches and single answers. */
@Component
public class ArtistProjection extends CachedProjection {

    static final String NAME = "artist";

    public ArtistProjection(Caches caches) {
        super(NAME, ArtistTables.DDL, caches);
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Mono<List<Document>> apply(Tables tables, List<Envelope> events) {
        Map<String, List<Recorded>> streams = Streams.of("artist", events);
        if (streams.isEmpty()) {
            return Mono.just(List.of());
        }
        ArtistTables artists = new ArtistTables(tables);
        return artists.load(streams.keySet()).flatMap(known -> {
            List<ArtistRecord> changed = new ArrayList<>();
            List<ArtistRecord> withNewPicture = new ArrayList<>();
            streams.forEach((id, history) -> {
                ArtistRecord artist = known.get(id);
                for (Recorded recorded : history) {
                    ArtistRecord before = artist;
                    artist = ArtistRecord.after(before, recorded);
                    if (artist.imageCount() > (before == null ? 0 : before.imageCount())) {
                        withNewPicture.add(artist);
                    }
                }
                changed.add(artist);
            });
            return artists.save(changed, known.keySet())
                    .then(artists.addPictures(withNewPicture))
                    .thenReturn(changed.stream().map(ArtistProjection::document).toList());
        });
    }

    static Document document(ArtistRecord artist) {
        return new Document(
                artist.owner(),
                artist.state().id(),
                artist.position(),
                artist.revision(),
                Json.write(ArtistView.of(artist)));
    }
}
