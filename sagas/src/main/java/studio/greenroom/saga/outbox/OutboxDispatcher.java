package studio.greenroom.saga.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import studio.greenroom.kernel.command.CommandSender;
import studio.greenroom.kernel.problem.Problem;
import studio.greenroom.kernel.problem.ProblemCode;
import studio.greenroom.saga.loop.Bell;
import studio.greenroom.saga.loop.Loop;
import studio.greenroom.saga.settings.GenerationSettings;

/** Sends what the outbox holds, many at a time, and clears away what was acknowledged, in batches. */
public final class OutboxDispatcher implements SmartLifecycle {

    /** Before the workers and stopped after them, so that it still sends what they report while they stop. */
    private static final int PHASE = 25;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(OutboxDispatcher.class);

    private record Answer(OutboxRow row, @Nullable Throwable failure) {}

    private final Outbox outbox;
    private final CommandSender sender;
    private final GenerationSettings.Outbox settings;
    private final Duration poll;
    private final Bell bell;
    private final Loop loop;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private int underWay;

    public OutboxDispatcher(Outbox outbox, CommandSender sender, GenerationSettings settings, Bell bell) {
        this.outbox = outbox;
        this.sender = sender;
        this.settings = settings.outbox();
        this.poll = settings.poll();
        this.bell = bell;
        this.loop = new Loop("saga-outbox", bell, this::round);
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop(PATIENCE);
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private Duration round() {
        settle();
        int free = settings.concurrency() - underWay;
        if (free <= 0) {
            return poll;
        }
        List<OutboxRow> rows = outbox.claim(free, settings.lease());
        rows.forEach(this::send);
        return rows.size() == free ? Duration.ZERO : poll;
    }

    private void send(OutboxRow row) {
        underWay++;
        Outgoing command;
        try {
            command = row.read();
        } catch (RuntimeException e) {
            answer(row, new Problem(ProblemCode.INVALID_REQUEST, "The stored command can not be read: " + e));
            return;
        }
        try {
            sender.send(command.command(), command.cause()).whenComplete((receipt, failure) -> answer(row, failure));
        } catch (RuntimeException e) {
            answer(row, e);
        }
    }

    private void answer(OutboxRow row, @Nullable Throwable failure) {
        answers.add(new Answer(row, failure == null ? null : Verdict.unwrapped(failure)));
        bell.ring();
    }

    private void settle() {
        List<Answer> settled = new ArrayList<>();
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            underWay--;
            Throwable failure = answer.failure();
            if (failure == null || Verdict.of(failure) == Verdict.SETTLED) {
                settled.add(answer);
            } else if (failure instanceof Problem problem && Verdict.of(failure) == Verdict.REFUSED) {
                refuse(answer.row(), problem);
            } else {
                again(answer.row(), failure);
            }
        }
        if (!settled.isEmpty()) {
            outbox.settled(settled.stream().map(a -> a.row().id()).toList());
        }
    }

    private void refuse(OutboxRow row, Problem problem) {
        log.error(
                "{} was refused with {} and waits among the dead letters: {}",
                row.type(),
                problem.code(),
                problem.getMessage());
        outbox.refused(row.id(), problem.code().name(), String.valueOf(problem.getMessage()));
    }

    private void again(OutboxRow row, Throwable failure) {
        Duration doubled = settings.backoff().multipliedBy(1L << Math.min(row.tries() - 1, 16));
        Duration wait = doubled.compareTo(settings.maxBackoff()) < 0 ? doubled : settings.maxBackoff();
        log.warn("{} is sent again in {}: {}", row.type(), wait, failure.toString());
        outbox.again(row.id(), wait, failure.toString());
    }
}
