package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.greenroom.command.generation.OpenDecisions;
import studio.greenroom.kernel.artist.Persona;
import studio.greenroom.kernel.command.Cause;
import studio.greenroom.kernel.command.Command;
import studio.greenroom.kernel.event.EventCodec;
import studio.greenroom.kernel.generation.Assignment;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationCommand.CancelGeneration;
import studio.greenroom.kernel.generation.GenerationCommand.RecordRepeats;
import studio.greenroom.kernel.generation.GenerationCommand.Request;
import studio.greenroom.kernel.generation.GenerationCommand.RequestBio;
import studio.greenroom.kernel.generation.GenerationCommand.RequestImage;
import studio.greenroom.kernel.generation.GenerationCommand.RequestText;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationOrder;
import studio.greenroom.kernel.generation.RetryPolicyName;
import studio.greenroom.kernel.id.Ids;
import studio.greenroom.kernel.problem.Problem;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Those who ask for generations, and cancel some of them. */
final class People {

    private static final Persona NOVA =
            new Persona("Nova Reyes", "synthwave", "She began in a garage.", List.of("restless"), "neon noir");
    private static final List<Assignment> ALL = List.of(
            FakeProviders.DEFAULT,
            new Assignment("alpha", "two"),
            new Assignment("beta", "one"),
            new Assignment("gamma", "one"),
            new Assignment("forgotten", "one"));
    private static final JsonMapper MAPPER = new JsonMapper();

    private final World world;
    private final Dice dice;

    People(World world) {
        this.world = world;
        this.dice = world.dice;
    }

    void begin() {
        for (int n = dice.from(1, 3); n > 0; n--) {
            world.time.in(dice.upTo(Duration.ofMinutes(1)), this::ask);
        }
    }

    private void ask() {
        Request request = request(world.ids.next(Ids.GENERATION));
        Cause cause = asked();
        if (dice.chance(0.1)) {
            askAsBefore(request, cause);
        } else {
            world.log.send(request, cause);
        }
        if (dice.chance(0.3)) {
            world.time.in(world.soon(), () -> send(new CancelGeneration(request.generationId())));
        }
        if (dice.chance(0.3)) {
            world.time.in(world.soon(), () -> send(new RecordRepeats(request.generationId(), dice.from(1, 9))));
        }
    }

    /** In the shape that was stored before there were variants. */
    private void askAsBefore(Request request, Cause cause) {
        GenerationEvent event = OpenDecisions.decide(null, request).get(0);
        EventCodec.Parts parts = EventCodec.write(event);
        Set<String> newer = Set.of("variants", "chain", "parts", "quote", "lineage", "task", "requestHash");
        byte[] personal = parts.personal();
        world.log.append(
                cause,
                0,
                event,
                1,
                without(newer, parts.payload()),
                personal == null ? null : without(newer, personal));
    }

    private static byte[] without(Set<String> fields, byte[] json) {
        return MAPPER.writeValueAsBytes(((ObjectNode) MAPPER.readTree(json)).remove(fields));
    }

    private Request request(String id) {
        GenerationOrder order = order();
        return switch (dice.from(1, 3)) {
            case 1 -> new RequestBio(id, order);
            case 2 -> new RequestText(id, order);
            default -> new RequestImage(id, order);
        };
    }

    private GenerationOrder order() {
        List<Assignment> chain = new ArrayList<>();
        for (int n = dice.from(0, 3); n > 0; n--) {
            chain.add(dice.of(ALL));
        }
        return new GenerationOrder(
                dice.chance(0.5) ? "art_1" : null,
                1,
                dice.from(0, 1_000),
                dice.from(1, 4),
                512,
                512,
                dice.of(List.of(RetryPolicyName.values())),
                null,
                chain,
                quote(),
                "hash",
                null,
                NOVA,
                "Make it rain",
                List.of());
    }

    private @Nullable Cost quote() {
        return dice.of(Arrays.asList(null, Cost.FREE, new Cost(dice.from(1, 200_000), "EUR", 1)));
    }

    private void send(Command command) {
        try {
            world.log.send(command, asked());
        } catch (Problem ended) {
            world.time.note("refused:", command);
        }
    }

    private Cause asked() {
        return Cause.asked("own_1", world.ids.next(Ids.COMMAND), world.ids.next(Ids.OPERATION));
    }
}
