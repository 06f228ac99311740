package studio.greenroom.standalone;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import studio.greenroom.embedded.StartFailure;
import studio.greenroom.kernel.process.WrongSetting;
import studio.greenroom.standalone.terminal.Text;

/** What went wrong, in one sentence: the first cause of all, without classes and stack traces. */
public final class Reason {

    private static final int LONGEST = 300;

    private Reason() {}

    public static String of(Throwable problem) {
        if (WrongSetting.isOne(problem)) {
            return WrongSetting.sentence(problem);
        }
        Throwable root = problem;
        while (root.getCause() != null && !(root instanceof StartFailure)) {
            root = root.getCause();
        }
        if (root instanceof AccessDeniedException denied) {
            return "permission denied on " + denied.getFile();
        } else if (root instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        String message = root.getMessage() == null
                ? ""
                : root.getMessage().lines().findFirst().orElse("").strip();
        return message.isEmpty() ? root.getClass().getSimpleName() : Text.cut(message, LONGEST);
    }
}
