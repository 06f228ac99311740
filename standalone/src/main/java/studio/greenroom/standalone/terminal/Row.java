package studio.greenroom.standalone.terminal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One thing under way: its name, its state, a detail and how long it has taken. Belongs to a {@link Terminal}. */
public final class Row {

    private enum Phase {
        WORKING,
        DONE,
        FAILED
    }

    private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final Terminal terminal;
    private final String name;
    private final boolean passing;
    private final long began = System.nanoTime();
    private Phase phase = Phase.WORKING;
    private String state;
    private String detail = "";
    private @Nullable Duration took;

    /** @param passing shown only while it is under way, and only where lines are redrawn */
    Row(Terminal terminal, String name, String state, boolean passing) {
        this.terminal = terminal;
        this.name = name;
        this.state = state;
        this.passing = passing;
    }

    public void working(String newState, String newDetail) {
        change(Phase.WORKING, newState, newDetail, null);
    }

    public void done(String newState, String newDetail) {
        done(newState, newDetail, sinceItBegan());
    }

    public void done(String newState, String newDetail, Duration howLong) {
        change(Phase.DONE, newState, newDetail, howLong);
    }

    public void failed() {
        change(Phase.FAILED, "failed", "", sinceItBegan());
    }

    /** Takes a passing row away. */
    public void remove() {
        terminal.remove(this);
    }

    public Duration sinceItBegan() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    boolean passing() {
        return passing;
    }

    boolean ended() {
        return phase != Phase.WORKING;
    }

    String plain() {
        return Text.stripEnd("  " + text(took == null ? "" : Text.seconds(took)));
    }

    String live(int tick, Look look) {
        String mark = phase == Phase.WORKING ? SPINNER[tick % SPINNER.length] + " " : "  ";
        String line = Text.cut(mark + text(Text.seconds(took == null ? sinceItBegan() : took)), look.width() - 1);
        String colour = phase == Phase.DONE ? GREEN : RED;
        boolean coloured = look.colour() && phase != Phase.WORKING;
        return coloured ? line.replaceFirst(" " + state + " ", " " + colour + state + PLAIN + " ") : line;
    }

    private String text(String seconds) {
        return "%-14s%-9s%-17s%6s".formatted(name, state, detail, seconds);
    }

    private void change(Phase newPhase, String newState, String newDetail, @Nullable Duration howLong) {
        terminal.change(this, () -> {
            phase = newPhase;
            state = newState;
            detail = newDetail;
            took = howLong;
        });
    }
}
