package studio.greenroom.standalone.demo;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import studio.greenroom.kernel.identity.Mode;
import studio.greenroom.standalone.Options;
import studio.greenroom.standalone.Session;
import studio.greenroom.standalone.split.Replicas;
import studio.greenroom.standalone.terminal.Terminal;
import studio.greenroom.standalone.terminal.Text;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code ./greenroom demo}. */
@Command(
        name = "demo",
        synopsisHeading = "",
        customSynopsis = "greenroom demo [--data DIR] [--port N] [--json] [--split [--replicas N]]%n",
        description =
                "Makes an artist with a bio and an image, shows each event as it comes, and leaves nothing running.",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./greenroom demo                    tell the story",
            "  ./greenroom demo --json >demo.json  for a script"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int ANY_FREE = 0;

    @Option(names = "--split", order = 5, description = "With processes of their own for the sides. Default: off")
    private boolean split;

    @Mixin
    private Replicas replicas;

    @Option(names = "--json", order = 6, description = "Print one JSON document on standard output. Default: off")
    private boolean json;

    private final Session session;
    private final Options options;

    public DemoCommand(Session session, Options options) {
        this.session = session;
        this.options = options;
    }

    @Override
    public Integer call() {
        long began = System.nanoTime();
        Terminal terminal = session.terminal();
        if (Mode.OIDC.word().equalsIgnoreCase(new StandardEnvironment().getProperty("greenroom.mode"))) {
            terminal.say("The demo is the one person of local mode. Take GREENROOM_MODE=oidc away.");
            return 1;
        }
        AtomicReference<@Nullable ObjectNode> result = new AtomicReference<>();
        int exitCode = session.run(options, ANY_FREE, split ? replicas.number() : 0, (instance, screen, stop) -> {
            Story story =
                    new Story(json ? screen::say : screen::result, screen.look().width(), instance.owner());
            Api api = new Api(instance.address(), instance.token());
            result.set(new Demo(api, story, screen, options.data(), stop).run());
            return stop.isAsked() ? stop.exitCode() : 0;
        });
        if (exitCode == 0) {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            ObjectNode document = result.get();
            if (json && document != null) {
                document.put("seconds", took.toMillis() / 1000.0);
                terminal.result(
                        new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
            }
            terminal.gap();
            terminal.say("All done in " + Text.seconds(took) + ". Nothing is left running. Next: ./greenroom");
        }
        return exitCode;
    }
}
