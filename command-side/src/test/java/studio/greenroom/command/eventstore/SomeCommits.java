package studio.greenroom.command.eventstore;

import java.util.List;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistCreated;
import studio.greenroom.kernel.artist.ArtistEvent.ArtistDeleted;
import studio.greenroom.kernel.event.Envelope;
import studio.greenroom.kernel.event.Histories;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;

/** Commits as commands lead to them, each sent with event ids of its own. */
public final class SomeCommits {

    private SomeCommits() {}

    public static Envelope event(String stream, long revision, String commandId, int ordinal) {
        var event = revision == 1 ? new ArtistCreated(stream, Histories.MARA) : new ArtistDeleted(stream);
        Envelope e = Histories.envelope(0, Histories.OWNER, revision, event);
        return new Envelope(
                0,
                "evt_" + commandId + "_" + ordinal + "_" + System.nanoTime(),
                stream,
                e.streamType(),
                revision,
                e.type(),
                1,
                e.occurredAt(),
                e.owner(),
                e.actor(),
                commandId,
                ordinal,
                commandId,
                commandId,
                "opr",
                e.payload(),
                e.personal(),
                null);
    }

    public static Commit commit(String stream, long revision, String commandId) {
        return new Commit(List.of(event(stream, revision, commandId, 0)), null);
    }

    /**
     * As a client does that is told to send it again, which a cold and crowded machine may say.
     *
     * @return how often it was sent
     */
    public static int appendInTheEnd(Appender appender, Commit commit) {
        for (int times = 1; ; times++) {
            try {
                long unused = appender.append(commit);
                return times;
            } catch (CommandAlreadyDone done) {
                return times;
            } catch (Problem problem) {
                if (problem.code() != ProblemCode.OUTCOME_UNKNOWN && problem.code() != ProblemCode.UNAVAILABLE) {
                    throw problem;
                }
            }
        }
    }

    /** So many events, from that revision on. */
    public static Commit commit(String stream, long firstRevision, String commandId, int events) {
        return new Commit(
                java.util.stream.IntStream.range(0, events)
                        .mapToObj(n -> event(stream, firstRevision + n, commandId, n))
                        .toList(),
                null);
    }
}
