package studio.greenroom.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.greenroom.command.eventstore.SomeCommits.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.greenroom.command.eventstore.mongodb.MongoFixture;
import studio.greenroom.command.eventstore.postgresql.PostgresStorage;
import studio.greenroom.kernel.event.Envelope;

/** From PostgreSQL to MongoDB and back: nothing that can be seen of a store changes. */
class StoreCopyTest {

    private static final int COMMITS = 700;

    private final CommandDatabase database = Database.fresh().open();
    private final CommandDatabase third = Database.fresh().open();
    private final EventStorage postgresql = new PostgresStorage(database);
    private final EventStorage mongodb = new MongoFixture().open();
    private final EventStorage again = new PostgresStorage(third);

    @AfterEach
    void close() {
        postgresql.close();
        again.close();
        mongodb.close();
        database.close();
        third.close();
    }

    /** Commits of one to five events, of ten streams. */
    private void fill(EventStorage storage, int commits) throws Exception {
        long[] ends = new long[10];
        for (int n = 0; n < commits; n++) {
            int size = n % 5 + 1;
            int stream = n % 10;
            storage.writer().write(List.of(commit("art_" + stream, ends[stream] + 1, "cmd_" + n, size)));
            ends[stream] += size;
        }
    }

    private static List<Envelope> all(EventStorage storage) {
        try (Stream<Envelope> events = storage.log().all(0)) {
            return events.toList();
        }
    }

    @Test
    void everyEnvelopeIsTheSameAtTheSamePositionThereAndBackAgain() throws Exception {
        fill(postgresql, COMMITS);
        List<Long> progress = new ArrayList<>();

        long copied = new StoreCopy(postgresql, mongodb).run(progress::add);
        long back = new StoreCopy(mongodb, again).run(position -> {});

        assertThat(copied).isEqualTo(back).isEqualTo(postgresql.log().head());
        assertThat(progress).isSorted().endsWith(copied);
        assertThat(all(mongodb)).usingRecursiveFieldByFieldElementComparator().isEqualTo(all(postgresql));
        assertThat(all(again)).usingRecursiveFieldByFieldElementComparator().isEqualTo(all(postgresql));
        StoreDigest digest = StoreDigest.of(postgresql.log(), copied, position -> {});
        assertThat(digest.count()).isEqualTo(copied);
        assertThat(StoreDigest.of(mongodb.log(), copied, position -> {})).isEqualTo(digest);
        assertThat(StoreDigest.of(again.log(), copied, position -> {})).isEqualTo(digest);
    }

    @Test
    void aCopyThatWasInterruptedGoesOnWhereItWas() throws Exception {
        fill(postgresql, COMMITS);
        assertThatThrownBy(() -> new StoreCopy(postgresql, mongodb).run(position -> {
                    throw new IllegalStateException("interrupted");
                }))
                .hasMessage("interrupted");
        long before = mongodb.log().head();

        List<Long> progress = new ArrayList<>();
        long copied = new StoreCopy(postgresql, mongodb).run(progress::add);

        assertThat(before).isPositive().isLessThan(copied);
        assertThat(progress.get(0)).isGreaterThan(before);
        assertThat(StoreDigest.of(mongodb.log(), copied, position -> {}))
                .isEqualTo(StoreDigest.of(postgresql.log(), copied, position -> {}));
    }

    @Test
    void aCopyCatchesUpWithWhatWasWrittenMeanwhile() throws Exception {
        fill(postgresql, 10);
        new StoreCopy(postgresql, mongodb).run(position -> {});
        postgresql.writer().write(List.of(commit("art_late", 1, "cmd_late", 3)));

        long copied = new StoreCopy(postgresql, mongodb).run(position -> {});

        assertThat(copied).isEqualTo(postgresql.log().head());
        assertThat(mongodb.log().receipt("cmd_late")).isEqualTo(postgresql.log().receipt("cmd_late"));
    }

    @Test
    void aTargetWithOtherEventsIsRefused() throws Exception {
        fill(postgresql, 10);
        mongodb.writer().write(List.of(commit("art_foreign", 1, "cmd_foreign")));

        assertThatThrownBy(() -> new StoreCopy(postgresql, mongodb).run(position -> {}))
                .hasMessageContaining("holds other events");
        assertThat(mongodb.log().head()).isEqualTo(1);
    }

    @Test
    void storesThatDifferInOneByteHaveDigestsThatDiffer() throws Exception {
        fill(postgresql, 10);
        new StoreCopy(postgresql, again).run(position -> {});
        long head = postgresql.log().head();
        StoreDigest digest = StoreDigest.of(postgresql.log(), head, position -> {});

        third.client()
                .sql("UPDATE events SET payload = payload || '\\x20'::bytea WHERE position = 5")
                .update();

        assertThat(StoreDigest.of(again.log(), head, position -> {}).sha256()).isNotEqualTo(digest.sha256());
    }
}
