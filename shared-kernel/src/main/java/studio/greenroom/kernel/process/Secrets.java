package studio.greenroom.kernel.process;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which settings nobody else may see. */
public final class Secrets {

    private static final Pattern NAME = Pattern.compile("password|token$|secret|api-?key|credential|mongodb.uri$");

    private Secrets() {}

    public static boolean isSecret(String setting) {
        return NAME.matcher(setting.toLowerCase(Locale.ROOT)).find();
    }

    /**
     * What stands on a command line can be read by everybody on the machine.
     *
     * @throws IllegalArgumentException naming the environment variable to use
     */
    public static void refuseIn(String... arguments) {
        for (String argument : arguments) {
            String name = argument.startsWith("--") ? argument.substring(2).replaceFirst("=.*", "") : "";
            if (isSecret(name)) {
                throw new IllegalArgumentException(
                        "--" + name + " is a secret, which every user of this machine could " + "read here. Set "
                                + variable(name) + " instead, or a file of that setting's name in /run/secrets.");
            }
        }
    }

    private static String variable(String setting) {
        return setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
