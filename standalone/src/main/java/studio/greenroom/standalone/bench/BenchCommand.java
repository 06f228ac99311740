package studio.greenroom.standalone.bench;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.greenroom.standalone.Options;
import studio.greenroom.standalone.Session;

/** {@code ./greenroom bench}. */
@Command(
        name = "bench",
        synopsisHeading = "",
        customSynopsis = "greenroom bench [--quick] [--only LIST] [--data DIR] [--json FILE]%n",
        description =
                "Measures Greenroom on this machine, beside its own servers without it, and leaves nothing running.",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./greenroom bench                   all, some minutes",
            "  ./greenroom bench --only jobs,sse   only these"
        })
public final class BenchCommand implements Callable<Integer> {

    private static final int MOST_OWNERS = 4_000;
    private static final int LONGEST_WARM_UP = 600;

    private final Set<String> only = new LinkedHashSet<>();
    private final Session session;
    private final Options options;
    private int owners = 64;
    private @Nullable Integer warmUp;

    @Spec
    private CommandSpec command;

    @Option(names = "--quick", order = 4, description = "Only see that it works, in less than a minute. Default: off")
    private boolean quick;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            order = 8,
            description = "Where figures go. Default: bench.json in the data folder")
    private @Nullable Path json;

    public BenchCommand(Session session, Options options) {
        this.session = session;
        this.options = options;
    }

    @Option(
            names = "--only",
            paramLabel = "LIST",
            order = 5,
            split = ",",
            hideParamSyntax = true,
            description =
                    "start, history, store, commands, delay, relay, rebuild, reads, repeats, jobs, sse. Default: all")
    void only(Set<String> names) {
        names.stream().filter(name -> !Bench.names().contains(name)).findFirst().ifPresent(name -> {
            throw new ParameterException(
                    command.commandLine(),
                    "--only takes %s, not %s.".formatted(String.join(", ", Bench.names()), name));
        });
        only.addAll(names);
    }

    @Option(
            names = "--owners",
            paramLabel = "N",
            order = 6,
            description = "People that the commands come from. Default: 64")
    void owners(String text) {
        owners = number("--owners", text, 1, MOST_OWNERS);
    }

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            order = 7,
            description =
                    "Least seconds before the first measure, which waits for the compilers too. Default: 20; quick: 3")
    void warmUp(String text) {
        warmUp = number("--warm-up", text, 0, LONGEST_WARM_UP);
    }

    private int number(String option, String text, int least, int most) {
        int number = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s takes a number from %s to %s, not %s.".formatted(option, least, most, text));
        }
        return number;
    }

    @Override
    public Integer call() {
        return session.alone(options, terminal -> {
            Path file = json == null ? options.data().resolve("bench.json") : json;
            Report report = new Bench(Plan.of(quick, warmUp, owners), only, options.environment(), terminal)
                    .run(options.data());
            report.write(file);
            terminal.gap();
            report.table().forEach(terminal::result);
            terminal.gap();
            terminal.say("Also in " + file + ". What the figures mean is in docs/benchmarks.md.");
            return 0;
        });
    }
}
