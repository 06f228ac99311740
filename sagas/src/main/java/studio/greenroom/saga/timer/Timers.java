package studio.greenroom.saga.timer;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import studio.greenroom.kernel.json.Json;
import studio.greenroom.saga.database.SagaDatabase;

/** Commands for later: one-time tasks of db-scheduler, written in the caller's transaction. */
public final class Timers {

    static final TaskDescriptor<StoredCommand> COMMAND = TaskDescriptor.of("command", StoredCommand.class);

    static final Serializer JSON = new Serializer() {
        @Override
        public byte @Nullable [] serialize(@Nullable Object data) {
            return data == null ? null : Json.bytes(data);
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
            return data == null ? null : Json.read(data, type);
        }
    };

    private final JdbcTemplate jdbc;
    private final SchedulerClient client;

    public Timers(SagaDatabase.Session database) {
        jdbc = database.jdbc();
        client = SchedulerClient.Builder.create(database.enlisted())
                .serializer(JSON)
                .build();
    }

    /** Sets timers; a name that is set already stays as it is. */
    public void set(List<TimedCommand> timers) {
        if (timers.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>(jdbc.queryForList(
                "SELECT task_instance FROM scheduled_tasks WHERE task_name = ? AND task_instance = ANY (?)",
                String.class,
                COMMAND.getTaskName(),
                new SqlArrayValue(
                        "text", timers.stream().map(TimedCommand::timer).toArray())));
        List<SchedulableInstance<?>> missing = new ArrayList<>();
        for (TimedCommand timer : timers) {
            if (!known.contains(timer.timer())) {
                missing.add(COMMAND.instance(timer.timer())
                        .data(StoredCommand.of(timer.command()))
                        .scheduledTo(timer.time()));
            }
        }
        if (!missing.isEmpty()) {
            client.scheduleBatch(missing);
        }
    }

    /** Takes timers back. One that is firing right now goes on: its command finds the generation ended. */
    public void cancel(Collection<String> timers) {
        if (!timers.isEmpty()) {
            jdbc.update(
                    "DELETE FROM scheduled_tasks WHERE task_name = ? AND task_instance = ANY (?) AND NOT picked",
                    COMMAND.getTaskName(),
                    new SqlArrayValue("text", timers.toArray()));
        }
    }
}
