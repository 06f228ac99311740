package studio.greenroom.standalone.split;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import studio.greenroom.standalone.Options;
import studio.greenroom.standalone.Session;

/** {@code ./greenroom split}. */
@Command(
        name = "split",
        synopsisHeading = "",
        customSynopsis = "greenroom split [--replicas N] [--data DIR] [--port N]%n",
        description = "Runs command-side, sagas and query-side as processes of their own, behind one front.",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./greenroom split               one process for each side",
            "  ./greenroom split --replicas 2  two of each"
        })
public final class SplitCommand implements Callable<Integer> {

    private static final int USUAL_PORT = 8080;

    private final Session session;
    private final Options options;

    @Mixin
    private Replicas replicas;

    public SplitCommand(Session session, Options options) {
        this.session = session;
        this.options = options;
    }

    @Override
    public Integer call() {
        return session.run(options, USUAL_PORT, replicas.number(), Session.UNTIL_STOPPED);
    }
}
