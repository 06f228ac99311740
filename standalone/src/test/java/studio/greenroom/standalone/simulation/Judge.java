package studio.greenroom.standalone.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import studio.greenroom.kernel.event.Recorded;
import studio.greenroom.kernel.generation.GenerationEvent;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptStarted;
import studio.greenroom.kernel.generation.GenerationEvent.AttemptSucceeded;
import studio.greenroom.kernel.generation.GenerationEvent.GenerationRequested;
import studio.greenroom.kernel.generation.GenerationKind;
import studio.greenroom.standalone.simulation.FakeAttempts.State;

/** Looks at a world that has come to rest and says what is wrong with it. */
final class Judge {

    private final World world;
    private final List<String> wrong = new ArrayList<>();

    private Judge(World world) {
        this.world = world;
    }

    static List<String> wrongIn(World world) {
        Judge judge = new Judge(world);
        judge.rest();
        judge.calls();
        judge.generations();
        judge.replay();
        return judge.wrong;
    }

    private void expect(boolean right, String otherwise) {
        if (!right) {
            wrong.add(otherwise);
        }
    }

    private void rest() {
        Tables tables = world.tables();
        expect(tables.position == world.log.size(), "the sagas stopped at " + tables.position);
        expect(tables.sagas.isEmpty(), "sagas are left: " + tables.sagas.keySet());
        expect(tables.outbox.rows().isEmpty(), "commands are left: " + tables.outbox.rows());
        expect(tables.timers.rows().isEmpty(), "timers are left: " + tables.timers.rows());
        tables.attempts.rows().stream()
                .filter(row -> row.state() != State.REPORTED && row.state() != State.CANCELLED)
                .forEach(row -> wrong.add("an attempt is left: " + row.key() + " " + row.state()));
    }

    private void calls() {
        Set<AttemptKey> called = new HashSet<>();
        for (FakeProviders.Call call : world.providers.calls()) {
            expect(called.add(call.key()), "called twice: " + call.key());
            var end = world.ends().get(call.key().generation());
            expect(end == null || !call.claimedAt().isAfter(end), "called after its end: " + call.key());
        }
        Set<AttemptKey> started = world.log.read().stream()
                .filter(recorded -> recorded.event() instanceof AttemptStarted)
                .map(recorded -> (AttemptStarted) recorded.event())
                .map(e -> new AttemptKey(e.generationId(), e.variant(), e.attempt()))
                .collect(Collectors.toSet());
        expect(started.containsAll(called), "called without an attempt: " + called);
        Set<AttemptKey> rows = world.tables().attempts.rows().stream()
                .map(FakeAttempts.Row::key)
                .collect(Collectors.toSet());
        expect(started.equals(rows), "attempts " + started + " have the rows " + rows);
    }

    private void generations() {
        Map<String, List<Recorded>> streams = world.log.read().stream()
                .collect(Collectors.groupingBy(
                        recorded -> recorded.envelope().streamId(), LinkedHashMap::new, Collectors.toList()));
        streams.forEach((id, stream) -> {
            List<GenerationEvent> events =
                    stream.stream().map(e -> (GenerationEvent) e.event()).toList();
            wrong.addAll(Ledger.wrongIn(id, events, world.providers.kept()));
            wrong.addAll(Course.wrongIn(events, world));
            GenerationRequested request = (GenerationRequested) events.get(0);
            boolean forArtist = request.artistId() != null && request.kind() != GenerationKind.TEXT;
            long good =
                    events.stream().filter(AttemptSucceeded.class::isInstance).count();
            long brought = world.log.delivered().stream()
                    .filter(command -> command.toString().contains(id))
                    .count();
            expect(brought == (forArtist ? good : 0), good + " results were brought " + brought + " times: " + id);
        });
    }

    /** Everything once more, with new sagas: nothing changes and nobody is called. */
    private void replay() {
        int calls = world.providers.calls().size();
        int events = world.log.size();
        List<FakeAttempts.Row> rows = world.tables().attempts.rows();
        world.backToZero();
        world.time.run();
        expect(world.providers.calls().size() == calls, "a replay called providers");
        expect(world.log.size() == events, "a replay led to events");
        expect(world.tables().attempts.rows().equals(rows), "a replay changed attempts");
        rest();
    }
}
