package studio.greenroom.standalone.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows after it has received some text: knows "up", "clear the line" and "clear below" alone. */
final class Emulator {

    private static final Pattern PART = Pattern.compile("\u001b\\[(\\d*)([AJK])|\n|[^\u001b\n]+");

    private Emulator() {}

    static List<String> shown(String received) {
        List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
        int row = 0;
        int column = 0;
        Matcher part = PART.matcher(received);
        while (part.find()) {
            StringBuilder line = lines.get(row);
            if (part.group().equals("\n")) {
                row++;
                column = 0;
                if (row == lines.size()) {
                    lines.add(new StringBuilder());
                }
            } else if (part.group(2) == null) {
                String text = part.group();
                line.replace(column, Math.min(line.length(), column + text.length()), text);
                column += text.length();
            } else if (part.group(2).equals("A")) {
                row -= Integer.parseInt(part.group(1));
            } else {
                line.setLength(column);
                if (part.group(2).equals("J")) {
                    lines.subList(row + 1, lines.size()).clear();
                }
            }
        }
        return lines.stream()
                .map(StringBuilder::toString)
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
