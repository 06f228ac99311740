package studio.greenroom.standalone;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import studio.greenroom.standalone.terminal.Terminal;

/** What is said when a command line can not be understood: one line, with the nearest word, and where the help is. */
final class Usage {

    private static final int WRONG_USAGE = 2;
    private static final int WIDEST_HELP = 100;

    private Usage() {}

    static CommandLine apply(CommandLine commands, Terminal terminal) {
        commands.setUsageHelpWidth(Math.min(WIDEST_HELP, terminal.look().width()));
        commands.setParameterExceptionHandler((problem, arguments) -> {
            terminal.say(message(problem));
            terminal.say("./%s --help has all options."
                    .formatted(problem.getCommandLine().getCommandSpec().qualifiedName()));
            return WRONG_USAGE;
        });
        return commands;
    }

    private static String message(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            String unknown = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
            boolean option = unknown.startsWith("-");
            CommandLine command = problem.getCommandLine();
            Collection<String> known = option
                    ? command.getCommandSpec().optionsMap().keySet()
                    : command.getSubcommands().keySet();
            return "There is no %s %s.%s"
                    .formatted(
                            option ? "option" : "command",
                            unknown,
                            nearest(unknown, known)
                                    .map(name -> " Did you mean " + name + "?")
                                    .orElse(""));
        }
        String message = String.valueOf(problem.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    /** The word that takes the fewest changes, if those are less than half of it. */
    static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) * 2 < Math.max(word.length(), candidate.length()));
    }

    /** Levenshtein's distance, where a swap of neighbours counts as one change. */
    private static int distance(String from, String to) {
        int[][] d = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                d[i][j] = swapped ? Math.min(d[i][j], d[i - 2][j - 2] + 1) : d[i][j];
            }
        }
        return d[from.length()][to.length()];
    }
}
