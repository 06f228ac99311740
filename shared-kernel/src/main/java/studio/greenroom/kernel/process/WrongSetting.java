package studio.greenroom.kernel.process;

import org.springframework.boot.context.properties.bind.BindException;

/** Why something does not start, in one sentence and without classes: for a setting, its name and what is wrong with it. */
public final class WrongSetting {

    private static final int LONGEST = 300;

    private WrongSetting() {
    }

    public static String sentence(Throwable problem) {
        Throwable root = problem;
        BindException binding = null;
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            root = cause;
            binding = cause instanceof BindException b ? b : binding;
        }
        String reason = firstLine(root);
        return cut(binding == null ? reason : ofSetting(binding, reason));
    }

    private static String ofSetting(BindException binding, String reason) {
        String name = binding.getName().toString();
        if (binding.getProperty() == null) {
            return name + ": " + reason;
        }
        name = binding.getProperty().getName().toString();
        boolean secret = Secrets.isSecret(name);
        return "the setting " + name + (secret ? "" : " is \"" + binding.getProperty().getValue() + "\"")
                + ", which can not be used" + (secret ? "" : " (" + reason + ")") + ". docs/configuration.md tells what it takes.";
    }

    private static String firstLine(Throwable root) {
        String message = root.getMessage() == null ? "" : root.getMessage().lines().findFirst().orElse("").strip();
        return message.isEmpty() ? root.getClass().getSimpleName() : message;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
