package studio.greenroom.art;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets the artist's name on covers, or leaves it off when a letter is missing from the alphabet. */
final class Sleeve {
    private Sleeve() {}

    /** One or two cut-out lines, flush left, that fill the space between two heights. */
    static void stacked(Scissors cut, Canvas canvas, Commission c, Colour ink, double top, double bottom) {
        List<String> lines = lines(c, 2);
        double room = canvas.w() * .82;
        double y = top;
        double share = (bottom - top) / Math.max(1, lines.size());
        for (String line : lines) {
            Lettering face = Lettering.HEAVY.measure(line) * share * .84 > room ? Lettering.CONDENSED : Lettering.HEAVY;
            double size = Math.min(share * .84, room / face.measure(line));
            cut.lay(face.set(line, canvas.w() * .075, y, size), ink, .9, .5);
            y += size + share * .14;
        }
    }

    /** A single line of spaced letters, fitted and centred; answers whether anything was set. */
    static boolean centred(
            Canvas canvas, Commission c, Lettering face, double cx, double y, double height, double room, Colour ink) {
        List<String> lines = lines(c, 1);
        for (String line : lines) {
            double size = Math.min(height, room / face.measure(line));
            canvas.fill(face.set(line, cx - face.measure(line) * size / 2, y + (height - size) / 2, size), ink);
        }
        return !lines.isEmpty();
    }

    /** A single line flush left; answers its height, 0 when nothing was set. */
    static double left(
            Canvas canvas,
            Commission c,
            Lettering face,
            double x,
            double foot,
            double height,
            double room,
            Colour ink) {
        List<String> lines = lines(c, 1);
        if (lines.isEmpty()) {
            return 0;
        }
        double size = Math.min(height, room / face.measure(lines.get(0)));
        canvas.fill(face.set(lines.get(0), x, foot - size, size), ink);
        return size;
    }

    /** The name in at most so many lines of about equal length. */
    static List<String> lines(Commission c, int most) {
        Optional<String> plain = Lettering.plain(c.brief().title());
        if (plain.isEmpty()) {
            return List.of();
        }
        String text = plain.get();
        int split = -1;
        for (int i = text.indexOf(' '); i > 0; i = text.indexOf(' ', i + 1)) {
            if (split < 0 || Math.abs(i - text.length() / 2) < Math.abs(split - text.length() / 2)) {
                split = i;
            }
        }
        List<String> lines = new ArrayList<>();
        if (most > 1 && split > 0) {
            lines.add(text.substring(0, split));
            lines.add(text.substring(split + 1));
        } else {
            lines.add(text);
        }
        return lines;
    }
}
