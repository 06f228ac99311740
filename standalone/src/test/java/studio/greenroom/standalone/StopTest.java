package studio.greenroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StopTest {

    private final Stop stop = new Stop();

    @Test
    void a_signal_ends_work_that_would_wait_for_ever() {
        assertThatThrownBy(() -> stop.interrupting(() -> {
                    new Thread(() -> stop.receive(2, said -> {})).start();
                    return waitForEver();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(stop.isAsked()).isTrue();
        assertThat(stop.exitCode()).isEqualTo(130);
    }

    @Test
    void a_signal_after_the_work_interrupts_nobody() {
        assertThat(stop.interrupting(() -> "done")).isEqualTo("done");

        stop.receive(15, said -> {});

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(stop.exitCode()).isEqualTo(143);
    }

    private static String waitForEver() {
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
