package studio.greenroom.saga.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.greenroom.saga.testing.Wishes;
import studio.greenroom.saga.testing.openai.Faults;
import studio.greenroom.saga.testing.openai.StubOpenAi.Script;

class InterruptibleCallsTest {

    private enum Way {
        STREAMED_PICTURE(2, on -> on.draw(512, 512)),
        PICTURE(0, on -> on.draw(512, 512)),
        TEXT(0, on -> on.texts.write(Wishes.text(OnStub.TEXT_MODEL, null, 1), done -> {}, OnStub.TIMEOUT));

        private final int partialImages;
        private final Consumer<OnStub> call;

        Way(int partialImages, Consumer<OnStub> call) {
            this.partialImages = partialImages;
            this.call = call;
        }
    }

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private OnStub openAi;

    @AfterEach
    void close() {
        openAi.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_provider_whose_answer_is_on_its_way_is_hung_up_on(Way way) throws Exception {
        openAi = OnStub.with(way.partialImages);
        openAi.stub.then(byteAfterByteUntilSomebodyHangsUp(way.partialImages > 0));

        assertThat(interrupted(() -> way.call.accept(openAi))).isInstanceOf(CancellationException.class);

        assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_provider_that_has_not_answered_yet_is_waited_for_no_longer() throws Exception {
        openAi = OnStub.with(0);
        openAi.stub.then((exchange, request) -> {
            asked.countDown();
            Faults.silence().answer(exchange, request);
        });

        assertThat(interrupted(() -> openAi.draw(512, 512))).isInstanceOf(CancellationException.class);
    }

    /** What a call throws whose thread is interrupted once the stub has been asked. */
    private Throwable interrupted(Runnable call) throws InterruptedException, ExecutionException {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread caller = new Thread(() -> thrown.complete(catchThrowable(call::run)));
        caller.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        return thrown.get();
    }

    private Script byteAfterByteUntilSomebodyHangsUp(boolean stream) {
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", stream ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    out.write(' ');
                    out.flush();
                    asked.countDown();
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } catch (IOException e) {
                hungUp.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
