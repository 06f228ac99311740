package studio.greenroom.standalone.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one voice of all commands: results on standard output, talk on standard error. On a terminal, what is under way
 * has a line each, redrawn in place below everything else; elsewhere each change is one plain line.
 */
public final class Terminal implements AutoCloseable {

    private static final int REDRAW_MILLIS = 120;
    private static final String UP = "\u001b[%sA";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String CLEAR_LINE = "\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final Look look;
    private final List<Row> rows = new ArrayList<>();
    private @Nullable ScheduledExecutorService clock;
    private boolean gap = true;
    private int drawn;
    private int tick;

    public Terminal(PrintStream out, PrintStream err, Look look) {
        this.out = out;
        this.err = err;
        this.look = look;
    }

    /** The process's own streams, in UTF-8 whatever the locale says. */
    public static Terminal ofProcess(Look look) {
        return new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err), look);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
    }

    public Look look() {
        return look;
    }

    /** A line of talk. */
    public synchronized void say(String line) {
        print(err, line);
    }

    /** An empty line of talk, unless nothing was said since the last one. */
    public synchronized void gap() {
        if (!gap) {
            say("");
        }
    }

    /** A line of the result. */
    public synchronized void result(String line) {
        print(out, line);
    }

    /** Something that begins now and whose end stays to be seen. */
    public Row row(String name, String state) {
        return add(new Row(this, name, state, false));
    }

    /** Something that was done before this process began. */
    public void past(String name, String state, Duration took) {
        new Row(this, name, state, false).done(state, "", took);
    }

    /** Something that begins now and leaves no trace; other lines tell its story. */
    public Row passing(String name, String state) {
        return add(new Row(this, name, state, true));
    }

    /** Ends the redrawing; rows that were under way stay as they are. */
    @Override
    public synchronized void close() {
        rows.removeIf(Row::passing);
        redraw();
        rows.clear();
        drawn = 0;
        rest();
    }

    synchronized void change(Row row, Runnable change) {
        gap = false;
        change.run();
        if (rows.contains(row)) {
            redraw();
            settle();
        } else if (!row.passing()) {
            err.println(row.plain());
        }
    }

    synchronized void remove(Row row) {
        rows.remove(row);
        redraw();
        settle();
    }

    private synchronized Row add(Row row) {
        gap = false;
        if (look.live()) {
            rows.add(row);
            redraw();
            work();
        } else if (!row.passing()) {
            err.println(row.plain());
        }
        return row;
    }

    private void print(PrintStream stream, String line) {
        gap = line.isEmpty();
        erase();
        stream.println(line);
        redraw();
    }

    /** Once all have ended they become ordinary lines, and what comes next stands below them. */
    private void settle() {
        if (rows.stream().allMatch(Row::ended)) {
            rows.clear();
            drawn = 0;
            rest();
        }
    }

    private void work() {
        if (clock == null) {
            clock = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "terminal");
                thread.setDaemon(true);
                return thread;
            });
            Future<?> unused =
                    clock.scheduleAtFixedRate(this::tick, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void rest() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
    }

    private synchronized void tick() {
        tick++;
        redraw();
    }

    private void erase() {
        if (drawn > 0) {
            err.print(UP.formatted(drawn) + CLEAR_BELOW);
            err.flush();
            drawn = 0;
        }
    }

    private void redraw() {
        if (!look.live() || rows.isEmpty() && drawn == 0) {
            return;
        }
        StringBuilder block = new StringBuilder();
        if (drawn > 0) {
            block.append(UP.formatted(drawn));
        }
        rows.forEach(
                row -> block.append(row.live(tick, look)).append(CLEAR_LINE).append('\n'));
        block.append(CLEAR_BELOW);
        drawn = rows.size();
        err.print(block);
        err.flush();
    }
}
