package studio.greenroom.kernel.process;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Why something does not start, in one sentence and without classes: for a setting, its name and what is wrong with it. */
public final class WrongSetting {

    private static final int LONGEST = 300;
    private static final String OURS = "studio.greenroom.";

    private WrongSetting() {}

    public static String sentence(Throwable problem) {
        String reason = firstLine(root(problem));
        BindException binding = cause(problem, BindException.class);
        InvalidConfigurationPropertyValueException value =
                cause(problem, InvalidConfigurationPropertyValueException.class);
        return cut(
                binding != null
                        ? ofSetting(binding, reason)
                        : value != null ? ofSetting(value.getName(), value.getValue(), reason) : reason);
    }

    /** Whether it is about a value of one setting. */
    public static boolean isOne(Throwable problem) {
        return cause(problem, BindException.class) != null
                || cause(problem, InvalidConfigurationPropertyValueException.class) != null;
    }

    /** Whether the sentence says all there is: Greenroom itself refused, and where in the code helps nobody. */
    static boolean explains(Throwable problem) {
        Throwable root = root(problem);
        boolean refusal = root instanceof IllegalArgumentException || root instanceof IllegalStateException;
        return isOne(problem)
                || refusal
                        && root.getStackTrace().length > 0
                        && root.getStackTrace()[0].getClassName().startsWith(OURS);
    }

    private static Throwable root(Throwable problem) {
        return problem.getCause() == null ? problem : root(problem.getCause());
    }

    private static <T extends Throwable> @Nullable T cause(@Nullable Throwable problem, Class<T> kind) {
        return problem == null ? null : kind.isInstance(problem) ? kind.cast(problem) : cause(problem.getCause(), kind);
    }

    private static String ofSetting(BindException binding, String reason) {
        return binding.getProperty() == null
                ? binding.getName() + ": " + reason
                : ofSetting(
                        binding.getProperty().getName().toString(),
                        binding.getProperty().getValue(),
                        reason);
    }

    private static String ofSetting(String name, @Nullable Object value, String reason) {
        boolean secret = Secrets.isSecret(name);
        return "the setting " + name + (secret ? "" : " is \"" + value + "\"") + ", which can not be used"
                + (secret ? "" : " (" + reason + ")") + ". docs/configuration.md tells what it takes.";
    }

    private static String firstLine(Throwable root) {
        String message = root.getMessage() == null
                ? ""
                : root.getMessage().lines().findFirst().orElse("").strip();
        return message.isEmpty() ? root.getClass().getSimpleName() : message;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
