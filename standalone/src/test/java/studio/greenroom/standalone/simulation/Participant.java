package studio.greenroom.standalone.simulation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One that works in rounds, and that dies, is frozen and begins anew at any time; its memory is gone then. */
abstract class Participant {

    final World world;
    private final String name;
    private int life;
    private boolean up = true;
    private Instant frozenUntil = Instant.MIN;
    private @Nullable Instant next;

    Participant(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** @return when there is something to do again, should nobody ring before; null when there is nothing */
    abstract @Nullable Instant round();

    /** Forgets all that only a living process knows. */
    abstract void born();

    final void ring() {
        wake(world.time.instant().plus(world.dice.upTo(Duration.ofMillis(20))));
    }

    private void wake(Instant at) {
        if (up && (next == null || at.isBefore(next))) {
            next = at;
            int mine = life;
            world.time.at(at, () -> {
                if (life == mine && at.equals(next)) {
                    next = null;
                    live(this::once);
                }
            });
        }
    }

    private void once() {
        Instant again = round();
        if (again != null) {
            Instant soonest = world.time.instant().plusMillis(1);
            wake(again.isBefore(soonest) ? soonest : again);
        }
    }

    /** Does that later, if it lives until then. */
    final void later(Duration delay, Runnable body) {
        int mine = life;
        world.time.in(delay, () -> {
            if (life == mine) {
                live(body);
            }
        });
    }

    private void live(Runnable body) {
        if (frozenUntil.isAfter(world.time.instant())) {
            later(Duration.between(world.time.instant(), frozenUntil), body);
            return;
        }
        try {
            body.run();
        } catch (Dice.Crash e) {
            crash();
        }
    }

    final void crash() {
        if (up) {
            world.time.note(name, "dies");
            life++;
            up = false;
            next = null;
            world.time.in(world.dice.upTo(Duration.ofSeconds(40)), () -> {
                world.time.note(name, "lives");
                up = true;
                born();
                ring();
            });
        }
    }

    /** As by SIGSTOP and SIGCONT, or a machine's sleep. */
    final void freeze(Duration time) {
        world.time.note(name, "is frozen for", time);
        frozenUntil = world.time.instant().plus(time);
    }
}
