package studio.greenroom.saga.attempt;

import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import studio.greenroom.saga.database.SagaDatabase;

/** Something that one process does for all. Who has it keeps it while it goes on asking for it. */
final class Duty {

    private final JdbcTemplate jdbc;
    private final String name;
    private final String holder;
    private final Duration lease;

    /** @param lease after so long without asking somebody else may have it */
    Duty(SagaDatabase.Session database, String name, String holder, Duration lease) {
        this.jdbc = database.jdbc();
        this.name = name;
        this.holder = holder;
        this.lease = lease;
    }

    /** Whether it is this process's. */
    boolean isMine() {
        return jdbc.update("""
                        INSERT INTO duty AS d VALUES (?, ?, now() + ? * interval '1 ms')
                        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, holds_until = excluded.holds_until
                        WHERE d.holder = excluded.holder OR d.holds_until < now()
                        """, name, holder, lease.toMillis()) == 1;
    }

    /** Leaves it to the next who asks. */
    void leave() {
        jdbc.update("DELETE FROM duty WHERE name = ? AND holder = ?", name, holder);
    }
}
