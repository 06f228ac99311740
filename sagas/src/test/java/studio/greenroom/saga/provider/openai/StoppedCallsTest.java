package studio.greenroom.saga.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.base64;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.bytes;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.partial;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.png;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.greenroom.saga.testing.openai.Faults;
import studio.greenroom.saga.testing.openai.StubOpenAi.Script;
import tools.jackson.databind.JsonNode;

/** Calls that nobody waits for any more. */
class StoppedCallsTest {

    private static final Duration SOON = Duration.ofSeconds(3);

    private enum Way {
        PICTURE,
        PICTURE_IN_A_STREAM,
        TEXT,
        MODERATION
    }

    private enum Moment {
        BEFORE_THE_ANSWER,
        WITHIN_THE_ANSWER
    }

    /** Answers nothing, or the beginning, until the call was stopped; then goes on until it sees that nobody listens. */
    private static final class Answering implements Script {

        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch stopped = new CountDownLatch(1);
        final CountDownLatch hungUp = new CountDownLatch(1);
        private final Way way;
        private final Moment moment;

        Answering(Way way, Moment moment) {
            this.way = way;
            this.moment = moment;
        }

        @Override
        public void answer(HttpExchange exchange, JsonNode request) throws IOException {
            if (moment == Moment.WITHIN_THE_ANSWER) {
                begin(exchange);
            }
            asked.countDown();
            await(stopped);
            try {
                if (moment == Moment.BEFORE_THE_ANSWER) {
                    begin(exchange);
                }
                while (!Thread.currentThread().isInterrupted()) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    Faults.pause(20);
                }
            } catch (IOException closed) {
                hungUp.countDown();
            }
        }

        private void begin(HttpExchange exchange) throws IOException {
            boolean stream = way == Way.PICTURE_IN_A_STREAM;
            exchange.getResponseHeaders().set("Content-Type", stream ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(bytes(stream ? partial(0, base64(png(64, 64))) : "{"));
            exchange.getResponseBody().flush();
        }
    }

    static Stream<Object[]> a_call_that_is_stopped_ends_soon_and_hangs_up() {
        return Arrays.stream(Way.values())
                .flatMap(way -> Arrays.stream(Moment.values()).map(moment -> new Object[] {way, moment}));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void a_call_that_is_stopped_ends_soon_and_hangs_up(Way way, Moment moment) throws Exception {
        Thread caller = Thread.currentThread();
        try (OnStub openAi = on(way)) {
            Answering answering = answering(openAi, way, moment);
            CompletableFuture<Long> stopping = CompletableFuture.supplyAsync(() -> {
                await(answering.asked);
                openAi.images.stop(caller);
                answering.stopped.countDown();
                return System.nanoTime();
            });

            Throwable thrown = catchThrowable(() -> call(openAi, way));

            assertThat(thrown).isInstanceOf(CancellationException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - stopping.join())).isLessThan(SOON);
            assertThat(answering.hungUp.await(SOON.toSeconds(), TimeUnit.SECONDS))
                    .as("the service sees that nobody listens")
                    .isTrue();
            assertThat(Thread.interrupted()).isFalse();
            assertThat(openAi.stub.requests).hasSize(way == Way.MODERATION ? 0 : 1);
        }
    }

    @Test
    void a_call_that_is_stopped_between_two_requests_does_not_make_the_second() throws IOException {
        try (OnStub openAi = OnStub.moderated()) {
            Throwable thrown = catchThrowable(() -> openAi.draw(
                    OnStub.IMAGE_MODEL, 512, 512, done -> openAi.images.stop(Thread.currentThread()), OnStub.TIMEOUT));

            assertThat(thrown).isInstanceOf(CancellationException.class);
            assertThat(openAi.stub.moderations).hasSize(1);
            assertThat(openAi.stub.requests).isEmpty();
        }
    }

    @Test
    void a_stop_that_comes_too_late_does_not_reach_the_threads_next_call() throws IOException {
        try (OnStub openAi = OnStub.with(0)) {
            openAi.write();

            openAi.texts.stop(Thread.currentThread());

            assertThat(openAi.write().text()).isNotBlank();
        }
    }

    private static OnStub on(Way way) throws IOException {
        return switch (way) {
            case PICTURE, TEXT -> OnStub.with(0);
            case PICTURE_IN_A_STREAM -> OnStub.with(2);
            case MODERATION -> OnStub.moderated();
        };
    }

    private static Answering answering(OnStub openAi, Way way, Moment moment) {
        Answering answering = new Answering(way, moment);
        if (way == Way.MODERATION) {
            openAi.stub.thenModerate(answering);
        } else {
            openAi.stub.then(answering);
        }
        return answering;
    }

    private static void call(OnStub openAi, Way way) {
        if (way == Way.TEXT) {
            openAi.write();
        } else {
            openAi.draw(512, 512);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
