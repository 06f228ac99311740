package studio.greenroom.saga.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import studio.greenroom.kernel.signal.Progress;

class ProgressReportTest {

    private static final String PNG = "image/png";

    private final List<Progress> told = new ArrayList<>();
    private final List<byte[]> previews = new ArrayList<>();
    private boolean deaf;

    private final Audience audience = new Audience() {

        @Override
        public Mono<Void> progress(Progress progress) {
            return Mono.fromRunnable(() -> told.add(progress));
        }

        @Override
        public Mono<Void> preview(String generationId, int variant, byte[] jpeg) {
            return deaf ? Mono.error(new IOException("no Redis")) : Mono.fromRunnable(() -> previews.add(jpeg));
        }
    };

    @Test
    void the_time_left_is_what_such_calls_take_and_falls_to_nothing_but_not_below() {
        ProgressReport report = report(150L);

        report.accepted();
        await().untilAsserted(() -> {
            report.progress(told.size() / 100.0);
            assertThat(last().remainingMillis()).isZero();
        });

        assertThat(told).extracting(Progress::remainingMillis).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(told.get(0).remainingMillis()).isBetween(1L, 150L);
    }

    @Test
    void where_no_such_call_was_ever_made_the_time_left_is_not_known() {
        ProgressReport report = report(null);

        report.accepted();
        report.done();

        assertThat(told).extracting(Progress::remainingMillis).containsExactly(null, 0L);
    }

    @Test
    void a_preview_is_shown_in_small_and_its_number_goes_along_from_then_on() throws IOException {
        ProgressReport report = report(null);
        report.progress(0);

        report.preview(picture(1_536, 1_024), PNG);
        report.saving();

        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(previews.get(0)));
        assertThat(shown.getWidth()).isEqualTo(512);
        assertThat(shown.getHeight()).isEqualTo(341);
        assertThat(told).extracting(Progress::preview).containsExactly(null, 1, 1);
    }

    @Test
    void a_small_picture_is_not_made_larger() throws IOException {
        report(null).preview(picture(200, 100), PNG);

        assertThat(ImageIO.read(new ByteArrayInputStream(previews.get(0))).getWidth())
                .isEqualTo(200);
    }

    @Test
    void previews_that_come_in_one_moment_are_shown_once_and_the_next_one_later() {
        ProgressReport report = report(null);
        byte[] picture = picture(64, 64);

        report.preview(picture, PNG);
        report.preview(picture, PNG);
        assertThat(previews).hasSize(1);

        await().untilAsserted(() -> {
            report.preview(picture, PNG);
            assertThat(previews).hasSize(2);
        });
        assertThat(last().preview()).isEqualTo(2);
    }

    @Test
    void what_is_no_picture_or_can_not_be_kept_harms_nobody() {
        ProgressReport report = report(null);

        report.preview(new byte[] {1, 2, 3}, PNG);
        deaf = true;
        report.preview(picture(64, 64), PNG);
        report.saving();

        assertThat(previews).isEmpty();
        assertThat(told).extracting(Progress::preview).containsOnlyNulls();
    }

    private ProgressReport report(@Nullable Long typicalMillis) {
        return new ProgressReport(Crew.order("gen_1", "own_1"), audience, () -> typicalMillis);
    }

    private Progress last() {
        return told.get(told.size() - 1);
    }

    private static byte[] picture(int width, int height) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB), "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
