package studio.greenroom.embedded;

import java.nio.file.Path;

/** What can be told of other processes. */
final class Processes {

    private Processes() {}

    /** Whether the process still does something: one that has ended but was never collected has no command any more. */
    static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && !command(process).isEmpty();
    }

    /** Whether the process runs this executable. */
    static boolean runs(ProcessHandle process, Path program) {
        return process.isAlive() && command(process).startsWith(program.toString());
    }

    // Without the right to see another user's executable, its command line still tells.
    private static String command(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return info.command().or(info::commandLine).orElse("");
    }
}
