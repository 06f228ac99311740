package studio.greenroom.query.console;

import java.util.regex.Pattern;

/** What a source says to its readers, which a browser need not be sent. */
final class Comments {

    private static final Pattern LINES = Pattern.compile("(?m)^[ \\t]*(?://.*|/\\*(?s:.*?)\\*/[ \\t]*)(?:\\R|\\z)");

    private Comments() {}

    /** Leaves out comments that have their lines to themselves; what stands beside code stays. */
    static String leftOut(String source) {
        return LINES.matcher(source).replaceAll("");
    }
}
