package studio.greenroom.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;

/** Puts an input or output error into a few words. */
final class Reasons {

    private Reasons() {}

    static String of(IOException problem) {
        if (problem instanceof AccessDeniedException denied) {
            return "permission denied on " + denied.getFile();
        }
        if (problem instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is a file";
        }
        if (problem instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    }
}
