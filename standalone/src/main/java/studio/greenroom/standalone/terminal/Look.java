package studio.greenroom.standalone.terminal;

import java.util.Map;

/**
 * How the terminal may be written to.
 *
 * @param live   lines may be redrawn in place; else every change is a plain line of its own
 * @param colour colours may be used
 * @param width  columns, at least 60
 */
public record Look(boolean live, boolean colour, int width) {

    private static final int NARROWEST = 60;
    private static final int USUAL = 80;

    /** One plain line per change: for a pipe, CI and {@code TERM=dumb}. */
    public static Look plain(int width) {
        return new Look(false, false, width);
    }

    /**
     * What the environment allows. A JVM can not tell whether its standard error is a terminal, so the start script
     * says it in {@code GREENROOM_TERMINAL}, with the width in columns; without it nothing is redrawn.
     */
    public static Look of(Map<String, String> environment) {
        int columns = columns(environment.getOrDefault("GREENROOM_TERMINAL", ""));
        boolean live = columns > 0
                && !environment.containsKey("CI")
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        // https://no-color.org: any value that is not empty.
        boolean colour = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Look(live, colour, Math.max(NARROWEST, columns > 0 ? columns : USUAL));
    }

    private static int columns(String text) {
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    }
}
