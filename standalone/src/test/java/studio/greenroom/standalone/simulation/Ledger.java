package studio.greenroom.standalone.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptFailed;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.CostRefunded;
import studio.greenroom.kernel.generation.GenerationEvent.CostReserved;
import studio.greenroom.kernel.generation.GenerationEvent.CostSettled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationCancelled;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationFailed;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.LateResultRecorded;

/** Counts a generation's money once more, from its events and from what the workers kept. */
final class Ledger {

    private Ledger() {}

    static List<String> wrongIn(String id, List<GenerationEvent> events, List<FakeProviders.Kept> kept) {
        List<String> wrong = new ArrayList<>();
        long settled = sum(events, e -> e instanceof CostSettled c ? c.cost() : null);
        long recorded = sum(events, Ledger::outcome);
        long paid = kept.stream()
                .filter(k -> k.key().generation().equals(id))
                .mapToLong(k -> micros(k.outcome().cost()))
                .sum();
        if (settled != recorded || settled != paid) {
            wrong.add(id + " settled " + settled + ", recorded " + recorded + ", paid " + paid);
        }
        long reserved = sum(events, e -> e instanceof CostReserved c ? c.cost() : null);
        long quoted = micros(((GenerationRequested) events.get(0)).quote());
        if (reserved != quoted) {
            wrong.add(id + " reserved " + reserved + " of " + quoted);
        }
        List<GenerationEvent> untilTheEnd = events.subList(0, end(events) + 1);
        long needed = sum(untilTheEnd, e -> e instanceof CostSettled c ? c.cost() : null);
        long refunded = sum(events, e -> e instanceof CostRefunded c ? c.cost() : null);
        long over = Math.max(0, reserved - needed);
        if (refunded != over || over > 0 && !(events.get(end(events) + 1) instanceof CostRefunded)) {
            wrong.add(id + " gave back " + refunded + " of " + over);
        }
        return wrong;
    }

    /** Where the generation ends; where its events do when it does not. */
    static int end(List<GenerationEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            GenerationEvent e = events.get(i);
            if (e instanceof GenerationSucceeded || e instanceof GenerationFailed || e instanceof GenerationCancelled) {
                return i;
            }
        }
        return events.size() - 1;
    }

    private static @Nullable Cost outcome(GenerationEvent event) {
        return event instanceof AttemptSucceeded s
                ? s.cost()
                : event instanceof AttemptFailed f ? f.cost() : event instanceof LateResultRecorded l ? l.cost() : null;
    }

    private static long sum(List<GenerationEvent> events, Function<GenerationEvent, @Nullable Cost> cost) {
        return events.stream().mapToLong(event -> micros(cost.apply(event))).sum();
    }

    private static long micros(@Nullable Cost cost) {
        return cost == null ? 0 : cost.micros();
    }
}
