package studio.greenroom.query.artist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static studio.greenroom.kernel.event.Histories.ARTIST;
import static studio.greenroom.kernel.event.Histories.MARA;
import static studio.greenroom.kernel.event.Histories.OWNER;

import io.lettuce.core.resource.ClientResources;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistCreated;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistEdited;
import studio.greenroom.kernel.event.DomainEvent;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.fault.BreakableProxy;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.settings.PostgresSettings;
import studio.greenroom.kernel.stream.Delivered;
import studio.greenroom.kernel.stream.Wire;
import studio.greenroom.query.TestServers;
import studio.greenroom.query.cache.Caches;
import studio.greenroom.query.cache.RedisLink;
import studio.greenroom.query.database.QueryDatabase;
import studio.greenroom.query.projection.Document;
import studio.greenroom.query.projection.LiveTables;
import studio.greenroom.query.projection.ProjectionSink;
import studio.greenroom.query.projection.ProjectionVersion;
import studio.greenroom.query.projection.Versions;
import studio.greenroom.query.projection.Workshop;

@DisplayName("A reader that is held between its SELECT and its cache write")
class HeldReaderTest {

    private static final Delivered CREATED = event(1, new ArtistCreated(ARTIST, MARA));
    private static final Delivered EDITED = event(2, new ArtistEdited(ARTIST, MARA.withBio("Edited.")));
    private static final Delivered EDITED_AGAIN = event(3, new ArtistEdited(ARTIST, MARA.withBio("Edited again.")));

    private final Ids ids = new Ids(Clock.systemUTC(), RandomGenerator.getDefault());
    private final PostgresSettings settings = TestServers.newDatabase();
    private final Workshop workshop = new Workshop(settings);
    private final Node here = new Node();
    private final Node there = new Node();
    private BreakableProxy way;
    private QueryDatabase beyondTheWay;
    private Artists artistsHere;
    private Artists artistsThere;

    @BeforeEach
    void open() throws Exception {
        way = new BreakableProxy(settings.host(), settings.port());
        beyondTheWay = new QueryDatabase(new PostgresSettings(
                "127.0.0.1", way.port(), settings.database(), settings.user(), settings.password()));
        // The pointer to the live version takes another way, so that only what is read of the artist is held.
        Versions pointer = new Versions(workshop.database, workshop.parked);
        artistsHere = new Artists(new LiveTables(beyondTheWay, pointer), here.caches);
        artistsThere = new Artists(workshop.live, there.caches);
    }

    @AfterEach
    void close() throws Exception {
        way.mend();
        beyondTheWay.close();
        way.close();
        here.close();
        there.close();
        workshop.close();
    }

    @Test
    @DisplayName("leaves nothing old behind, for its node or another, after an edit and a projection switch")
    void leavesNothingOld() {
        ProjectionSink first = workshop.liveSink(version(1));
        first.accept(List.of(CREATED)).block();
        awaitCached(first.version());
        here.forget(first.version());
        way.holdAnswers();
        AtomicReference<Document> answer = new AtomicReference<>();
        artistsHere.find(OWNER, ARTIST, false).subscribe(answer::set);
        await().until(() -> way.held() > 0);

        first.accept(List.of(EDITED)).block();
        assertThat(revision(artistsThere)).isEqualTo(2);
        there.forget(first.version());
        ProjectionSink second = workshop.sink(version(2));
        second.accept(List.of(CREATED, EDITED)).block();
        workshop.switchTo(second);
        second.accept(List.of(EDITED_AGAIN)).block();
        await().until(() -> revision(artistsThere) == 3);
        way.mend();
        await().until(() -> answer.get() != null);

        assertThat(answer.get().revision()).as("what it had selected").isEqualTo(1);
        assertThat(here.cached(first.version()))
                .as("what it left in the version that it read")
                .isNotEqualTo(1);
        await().atMost(Duration.ofSeconds(3)).until(() -> revision(artistsHere) == 3);
        for (int i = 0; i < 20; i++) {
            assertThat(revision(artistsHere)).isEqualTo(3);
            assertThat(revision(artistsThere)).isEqualTo(3);
        }
    }

    private ArtistProjection version(int number) {
        return new ArtistProjection(there.caches) {
            @Override
            public int version() {
                return number;
            }
        };
    }

    private void awaitCached(ProjectionVersion version) {
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            revision(artistsHere);
            revision(artistsThere);
            return here.cached(version) == 1 && there.cached(version) == 1;
        });
    }

    private static long revision(Artists artists) {
        return artists.find(OWNER, ARTIST, false).map(Document::revision).block();
    }

    private static Delivered event(long position, DomainEvent event) {
        return new Delivered(Wire.partition(OWNER), position, Histories.envelope(position, OWNER, position, event));
    }

    /** A node's own connection to Redis and what it knows of it. */
    private final class Node implements AutoCloseable {

        private final ClientResources resources = ClientResources.create();
        private final LettuceConnectionFactory connections;
        private final RedisLink link;
        private final ReactiveStringRedisTemplate template;
        private final Caches caches;

        Node() {
            var redis = TestServers.servers().redis();
            var server = new RedisStandaloneConfiguration(redis.host(), redis.port());
            server.setPassword(redis.password());
            connections = new LettuceConnectionFactory(
                    server,
                    LettuceClientConfiguration.builder()
                            .clientResources(resources)
                            .build());
            connections.afterPropertiesSet();
            connections.start();
            link = new RedisLink(resources, connections);
            template = new ReactiveStringRedisTemplate(connections);
            caches = new Caches(template, link, ids, new SimpleMeterRegistry());
        }

        /** The cached artist's revision; 0 for none. */
        long cached(ProjectionVersion version) {
            return caches.of(version)
                    .get(OWNER, ARTIST, Mono.empty())
                    .map(Document::revision)
                    .defaultIfEmpty(0L)
                    .block();
        }

        /** As if the entry's time were over. */
        void forget(ProjectionVersion version) {
            template.delete("greenroom:{" + version.name() + ":v" + version.version() + ":" + Wire.partition(OWNER)
                            + "}:" + OWNER + ":" + ARTIST)
                    .block();
        }

        @Override
        public void close() {
            caches.close();
            connections.destroy();
            link.close();
            resources.shutdown(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
