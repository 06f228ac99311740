package studio.greenroom.command.eventstore.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static studio.greenroom.command.eventstore.SomeCommits.commit;
import static studio.greenroom.command.eventstore.SomeCommits.event;

import java.time.Duration;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import studio.greenroom.command.eventstore.Appender;
import studio.greenroom.command.eventstore.CommandAlreadyDone;
import studio.greenroom.command.eventstore.CommandDatabase;
import studio.greenroom.command.eventstore.Commit;
import studio.greenroom.command.eventstore.Commits;
import studio.greenroom.command.eventstore.Database;
import studio.greenroom.command.eventstore.EventLog;
import studio.greenroom.command.eventstore.EventStorage;
import studio.greenroom.command.eventstore.EventStoreConformance;
import studio.greenroom.command.eventstore.GroupWriter;
import studio.greenroom.command.eventstore.SnapshotStore;
import studio.greenroom.command.eventstore.Snapshots;
import studio.greenroom.command.eventstore.StoreFixture;
import studio.greenroom.command.eventstore.StoredAnswer;
import studio.greenroom.command.eventstore.StoredAnswers;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.kernel.settings.PostgresSettings;

class PostgresEventStoreTest extends EventStoreConformance {

    @Override
    protected StoreFixture fixture() {
        return new Fixture();
    }

    private static final class Fixture implements StoreFixture {

        private final Database postgres = Database.fresh();

        @Override
        public EventStorage open() {
            return new Opened(postgres.open());
        }

        @Override
        public void freeze() {
            Database.server().suspend();
        }

        @Override
        public void thaw() {
            Database.server().resume();
        }

        @Override
        public List<String> address() {
            PostgresSettings at = postgres.settings();
            return List.of(at.host(), Integer.toString(at.port()), at.database(), at.user(), at.password());
        }

        @Override
        public int lives() {
            return scaled(20);
        }

        @Override
        public int scaled(int usual) {
            return System.getProperty("greenroom.scale", "small").equals("full") ? usual : usual / 20;
        }
    }

    /** With a database of its own. */
    private record Opened(CommandDatabase database, EventStorage storage) implements EventStorage {

        Opened(CommandDatabase database) {
            this(database, new PostgresStorage(database));
        }

        @Override
        public EventLog log() {
            return storage.log();
        }

        @Override
        public GroupWriter writer() {
            return storage.writer();
        }

        @Override
        public SnapshotStore snapshots() {
            return storage.snapshots();
        }

        @Override
        public EventStorageEngine engine(Commits commits, Snapshots snapshots) {
            return storage.engine(commits, snapshots);
        }

        @Override
        public String identity() {
            return storage.identity();
        }

        @Override
        public void become(String otherIdentity) {
            storage.become(otherIdentity);
        }

        @Override
        public void close() {
            storage.close();
            database.close();
        }
    }

    /** What only PostgreSQL promises, or can be done to. */
    @Nested
    class Besides {

        private final Opened store = new Opened(Database.fresh().open());
        private final EventLog log = store.log();
        private final StoredAnswers answers = new StoredAnswers(store.database());
        private Appender appender;

        @BeforeEach
        void openBesides() {
            appender = new Appender(store.writer(), log);
        }

        @AfterEach
        void closeBesides() {
            appender.close();
            store.close();
        }

        @Test
        void aKeyThatAnotherCommandHasTakenIsToldAtOnceAndStopsNobody() {
            StoredAnswer answer = new StoredAnswer(Histories.OWNER, "key", "print", "cmd_k", 200, "art_k", 1, 0);
            answers.keep(answer);

            assertThatThrownBy(() -> appender.append(new Commit(
                            List.of(event("art_n", 1, "cmd_n", 0)),
                            new StoredAnswer(Histories.OWNER, "key", "print", "cmd_n", 201, "art_n", 1, 0))))
                    .isInstanceOf(ConcurrencyException.class);
            assertThat(appender.append(new Commit(List.of(event("art_o", 1, "cmd_o", 0)), null)))
                    .isEqualTo(1);
        }

        @Test
        void theAnswerToAnIdempotencyKeyIsCommittedWithItsEventsOrNotAtAll() {
            StoredAnswer answer = new StoredAnswer(Histories.OWNER, "key", "print", "cmd_k", 201, "art_k", 1, 0);

            long position = appender.append(new Commit(List.of(event("art_k", 1, "cmd_k", 0)), answer));
            assertThatThrownBy(() -> appender.append(new Commit(
                            List.of(event("art_k", 1, "cmd_l", 0)),
                            new StoredAnswer(Histories.OWNER, "other", "print", "cmd_l", 201, "art_k", 1, 0))))
                    .isInstanceOf(ConcurrencyException.class);

            assertThat(answers.find(Histories.OWNER, "key"))
                    .contains(new StoredAnswer(Histories.OWNER, "key", "print", "cmd_k", 201, "art_k", 1, position));
            assertThat(answers.find(Histories.OWNER, "other")).isEmpty();
            assertThat(answers.find("own_somebody_else", "key")).isEmpty();
        }

        @Test
        void aDatabaseThatWasKilledAndCameBackIsWrittenToAgainWithNothingLost() {
            long before = appender.append(commit("art_r", 1, "cmd_r1"));
            Database.server().kill();
            Database.server().startAgain();

            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                try {
                    return appender.append(commit("art_r", 2, "cmd_r2")) == before + 1;
                } catch (CommandAlreadyDone done) {
                    return done.receipt().position() == before + 1;
                }
            });
            assertThat(log.stream("art_r", 0, 10)).hasSize(2);
        }

        @Test
        void aDatabaseThatIsNotThereIsAnsweredAsNothingWrittenAndIndeedNothingIsWrittenLater() {
            appender.append(commit("art_g", 1, "cmd_g1"));
            Database.server().kill();
            Problem first;
            Problem second;
            try {
                first = catchThrowableOfType(Problem.class, () -> appender.append(commit("art_g", 2, "cmd_g2")));
                second = catchThrowableOfType(Problem.class, () -> appender.append(commit("art_g", 2, "cmd_g3")));
            } finally {
                Database.server().startAgain();
            }

            assertThat(first.code()).isIn(ProblemCode.OUTCOME_UNKNOWN, ProblemCode.UNAVAILABLE);
            assertThat(second.code()).isEqualTo(ProblemCode.UNAVAILABLE);
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> appender.append(commit("art_h", 1, "cmd_h" + System.nanoTime())) > 0);
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(log.receipt("cmd_g3")).isEmpty());
        }
    }
}
