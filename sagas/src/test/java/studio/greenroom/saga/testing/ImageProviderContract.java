package studio.greenroom.saga.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static studio.greenroom.saga.testing.FakeAggregates.OWNER;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.saga.provider.ImageAnswer;
import studio.greenroom.saga.provider.ImageProvider;
import studio.greenroom.saga.provider.Onlooker;
import studio.greenroom.saga.provider.ProviderFailure;

/** What Greenroom expects of everybody who draws. */
public abstract class ImageProviderContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration SLACK = Duration.ofSeconds(2);

    protected abstract ImageProvider provider();

    /** From now on calls last longer than any of these tests waits; who works here is held up by who looks on. */
    protected void stall() {}

    /** From now on calls fail, and what comes quotes this secret; false where none can fail. */
    protected abstract boolean fails(String secret);

    @Test
    void who_draws_has_a_name_and_a_model() {
        assertThat(provider().name()).matches("[a-z][a-z0-9-]*");
        assertThat(provider().model()).isNotBlank();
    }

    @Test
    void the_bytes_are_a_whole_picture_of_the_type_and_size_that_is_said() throws IOException {
        Watch watch = new Watch();

        ImageAnswer answer = draw(watch, TIMEOUT);

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(answer.bytes()));
        assertThat(image.getWidth()).isEqualTo(answer.width());
        assertThat(image.getHeight()).isEqualTo(answer.height());
        assertThat(answer.mediaType()).isIn("image/png", "image/jpeg");
        assertThat(answer.altText()).isNotBlank();
    }

    @Test
    void progress_goes_from_0_to_1_and_never_back() {
        Watch watch = new Watch();

        draw(watch, TIMEOUT);

        assertThat(watch.progress).isSorted().endsWith(1.0).allMatch(fraction -> fraction >= 0);
    }

    @Test
    void previews_are_whole_pictures_shown_before_the_end() throws IOException {
        Watch watch = new Watch();

        draw(watch, TIMEOUT);

        for (byte[] preview : watch.previews) {
            assertThat(ImageIO.read(new ByteArrayInputStream(preview))).isNotNull();
        }
        assertThat(watch.progressAtPreviews).allMatch(fraction -> fraction < 1);
    }

    @Test
    void a_seed_that_is_told_gives_the_same_picture_again() {
        ImageAnswer first = draw(new Watch(), TIMEOUT);
        assumeTrue(first.seed() != null, "this provider takes no seed");

        assertThat(first.seed()).isEqualTo(42);
        assertThat(draw(new Watch(), TIMEOUT).bytes()).isEqualTo(first.bytes());
    }

    @Test
    void a_timeout_holds() {
        stall();
        long start = System.nanoTime();

        ProviderFailure failure =
                catchThrowableOfType(ProviderFailure.class, () -> draw(ImageProviderContract::dawdle, SHORT));

        assertThat(failure.code()).isEqualTo(FailureCode.PROVIDER_TIMEOUT);
        assertThat(since(start)).isLessThan(SLACK);
    }

    @Test
    void a_call_that_is_stopped_ends_soon() {
        stall();
        long start = System.nanoTime();
        Onlooker stopping = done -> provider().stop(Thread.currentThread());

        Throwable thrown = catchThrowable(() -> draw(stopping, TIMEOUT));

        assertThat(thrown).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(since(start)).isLessThan(SLACK);
    }

    @Test
    void a_failure_is_one_of_our_codes_and_tells_no_secret() {
        String secret = "sk-secret-that-nobody-may-read";
        assumeTrue(fails(secret), "this provider has no way to fail");

        ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> draw(new Watch(), TIMEOUT));

        assertThat(failure.code()).isNotIn(FailureCode.INTERNAL, FailureCode.OUTCOME_UNKNOWN);
        assertThat(String.valueOf(failure.getMessage())).doesNotContain(secret).doesNotContain("nobody-may-read");
        assertThat(failure.getCause()).isNull();
    }

    private ImageAnswer draw(Onlooker onlooker, Duration timeout) {
        ImageProvider provider = provider();
        return provider.draw(Wishes.image(provider.model(), OWNER, 512, 512), onlooker, timeout);
    }

    private static void dawdle(double fraction) {
        LockSupport.parkNanos(SHORT.toNanos() / 4);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static final class Watch implements Onlooker {

        final List<Double> progress = new ArrayList<>();
        final List<byte[]> previews = new ArrayList<>();
        final List<Double> progressAtPreviews = new ArrayList<>();

        @Override
        public void progress(double fraction) {
            progress.add(fraction);
        }

        @Override
        public void preview(byte[] picture, String mediaType) {
            previews.add(picture);
            progressAtPreviews.add(progress.get(progress.size() - 1));
        }
    }
}
