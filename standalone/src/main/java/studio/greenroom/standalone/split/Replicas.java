package studio.greenroom.standalone.split;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many processes each side has. */
public final class Replicas {

    private static final int MOST = 8;

    private int number = 1;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--replicas", paramLabel = "N", order = 4, description = "Processes of each side. Default: 1")
    void number(String text) {
        number = text.matches("\\d") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > MOST) {
            throw new ParameterException(
                    command.commandLine(), "--replicas takes a number from 1 to %s, not %s.".formatted(MOST, text));
        }
    }

    public int number() {
        return number;
    }
}
