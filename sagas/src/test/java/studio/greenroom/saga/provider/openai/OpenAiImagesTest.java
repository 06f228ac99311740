package studio.greenroom.saga.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static studio.greenroom.saga.testing.FakeAggregates.OWNER;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.base64;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.begin;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.bytes;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.completed;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.error;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.images;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.partial;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.png;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.raw;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.status;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.stream;
import static studio.greenroom.saga.testing.openai.OpenAiAnswers.unknown;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.greenroom.kernel.generation.Cost;
import studio.greenroom.kernel.generation.FailureCode;
import studio.greenroom.kernel.generation.Usage;
import studio.greenroom.saga.provider.ImageAnswer;
import studio.greenroom.saga.provider.ImageProvider;
import studio.greenroom.saga.provider.Onlooker;
import studio.greenroom.saga.provider.ProviderFailure;
import studio.greenroom.saga.testing.ImageProviderContract;
import studio.greenroom.saga.testing.openai.Faults;
import tools.jackson.databind.JsonNode;

class OpenAiImagesTest extends ImageProviderContract {

    private final OnStub openAi = OnStub.with(2);
    private final OnStub plain = OnStub.with(0);

    OpenAiImagesTest() throws IOException {}

    @AfterEach
    void close() {
        openAi.close();
        plain.close();
    }

    @Override
    protected ImageProvider provider() {
        return openAi.images;
    }

    @Override
    protected void stall() {
        openAi.stub.then(Faults.silence());
    }

    @Override
    protected boolean fails(String secret) {
        openAi.stub.then(status(500, error("No luck with key " + secret, null, null, null)));
        return true;
    }

    @Test
    void a_picture_is_asked_for_in_words_and_size_and_comes_back_verified() {
        ImageAnswer picture = plain.draw(512, 768);

        JsonNode request = plain.stub.requests.get(0);
        assertThat(request.propertyNames())
                .containsExactlyInAnyOrder("model", "prompt", "n", "size", "output_format", "safety_identifier");
        assertThat(request.path("size").asString()).isEqualTo("512x768");
        assertThat(request.path("prompt").asString())
                .containsSubsequence("neon noir", "Nova Reyes", "restless", "Make it rain", "real people");
        assertThat(request.path("safety_identifier").asString()).isNotEqualTo(OWNER);
        assertThat(picture.mediaType()).isEqualTo("image/png");
        assertThat(picture.dominantColour()).isEqualTo(0x204060);
        assertThat(picture.usage()).isEqualTo(new Usage(100, 1_000));
        assertThat(picture.cost()).isEqualTo(new Cost(100 * 5 + 1_000 * 40, "USD", 3));
        assertThat(picture.requestId()).isEqualTo("req_stub");
        assertThat(picture.seed()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-image-2,264,264,272x272",
        "gpt-image-2,256,2048,688x2048",
        "gpt-image-2,2048,256,2048x688",
        "gpt-image-2,1024,1024,1024x1024",
        "gpt-image-1.5,1024,1024,1024x1024",
        "gpt-image-1-mini,2048,512,1536x1024",
        "gpt-image-1.5,512,1024,1024x1536"
    })
    void a_size_that_a_model_does_not_know_is_asked_for_as_the_next_one(
            String model, int width, int height, String asked) {
        plain.draw(model, width, height, done -> {}, OnStub.TIMEOUT);

        assertThat(plain.stub.requests.get(0).path("size").asString()).isEqualTo(asked);
    }

    @Test
    void a_stream_shows_partial_pictures_and_ends_with_the_picture_and_its_usage() throws IOException {
        byte[] first = png(16, 16);
        byte[] second = png(32, 32);
        openAi.stub.then(
                stream(partial(0, base64(first)), partial(1, base64(second)), completed(base64(png(512, 512)))));
        Seen seen = new Seen();

        ImageAnswer picture = openAi.draw(OnStub.IMAGE_MODEL, 512, 512, seen, OnStub.TIMEOUT);

        assertThat(openAi.stub.requests.get(0).path("stream").asBoolean()).isTrue();
        assertThat(openAi.stub.requests.get(0).path("partial_images").asInt()).isEqualTo(2);
        assertThat(seen.progress).containsExactly(0.0, 1 / 3.0, 2 / 3.0, 1.0);
        assertThat(seen.previews).containsExactly(first, second);
        assertThat(picture.width()).isEqualTo(512);
        assertThat(picture.usage()).isEqualTo(new Usage(100, 1_000));
        assertThat(picture.cost()).isEqualTo(new Cost(40_500, "USD", 3));
        assertThat(picture.requestId()).isEqualTo("req_stub");
    }

    @Test
    void a_partial_picture_is_shown_while_the_next_is_still_being_made() throws IOException {
        CountDownLatch shown = new CountDownLatch(1);
        String partial = partial(0, base64(png(16, 16)));
        String completed = completed(base64(png(512, 512)));
        openAi.stub.then((exchange, request) -> {
            OutputStream out = begin(exchange);
            out.write(bytes(partial));
            out.flush();
            await(shown);
            out.write(bytes(completed));
        });

        openAi.draw(
                OnStub.IMAGE_MODEL,
                512,
                512,
                new Onlooker() {
                    @Override
                    public void progress(double fraction) {}

                    @Override
                    public void preview(byte[] picture, String mediaType) {
                        shown.countDown();
                    }
                },
                OnStub.TIMEOUT);

        assertThat(shown.getCount()).isZero();
    }

    @Test
    void fewer_partial_pictures_than_asked_for_more_of_them_and_broken_ones_do_no_harm() throws IOException {
        String small = base64(png(16, 16));
        String whole = completed(base64(png(512, 512)));
        openAi.stub
                .then(stream(whole))
                .then(stream(partial(7, small), partial(1, small), whole))
                .then(stream(partial(0, "not base64!"), partial(1, base64(bytes("no picture"))), whole));
        List<Integer> previews = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            Seen seen = new Seen();
            assertThat(openAi.draw(OnStub.IMAGE_MODEL, 512, 512, seen, OnStub.TIMEOUT)
                            .width())
                    .isEqualTo(512);
            assertThat(seen.progress).isSorted().endsWith(1.0);
            previews.add(seen.previews.size());
        }

        assertThat(previews).containsExactly(0, 2, 0);
    }

    @Test
    void who_answers_a_wish_for_a_stream_with_plain_json_is_understood() throws IOException {
        openAi.stub.then(images(base64(png(512, 512))));

        assertThat(openAi.draw(512, 512).usage()).isEqualTo(new Usage(100, 1_000));
        assertThat(openAi.stub.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "partial_images"})
    void who_does_not_know_of_streams_is_asked_without_from_then_on(String field) {
        openAi.stub.then(status(400, unknown(field)));

        openAi.draw(512, 512);
        openAi.draw(512, 512);

        assertThat(openAi.stub.requests.stream().map(request -> request.has("stream")))
                .containsExactly(true, false, false);
        assertThat(openAi.stub.requests.stream().map(request -> request.has("partial_images")))
                .containsExactly(true, false, false);
    }

    @Test
    void a_refusal_in_other_words_counts_too() {
        openAi.stub.then(raw(
                422, "application/json", "{\"detail\":[{\"loc\":[\"body\",\"stream\"],\"msg\":\"not permitted\"}]}"));

        openAi.draw(512, 512);

        assertThat(openAi.stub.requests).hasSize(2);
    }

    @Test
    void who_refuses_with_and_without_a_stream_is_not_taken_for_one_who_knows_no_streams() {
        openAi.stub.then(status(400, unknown("stream"))).then(status(500, error("Oops.", null, null, null)));

        assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        openAi.draw(512, 512);

        assertThat(openAi.stub.requests.get(2).has("stream")).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void an_error_within_a_stream_has_the_code_that_it_would_have_had_before(String error, FailureCode code)
            throws IOException {
        openAi.stub.then(stream(partial(0, base64(png(16, 16))), "event: error\ndata: " + error + "\n\n"));

        ProviderFailure failure = openAi.drawFails();

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.getMessage()).isEqualTo("As it is.");
        assertThat(openAi.stub.requests).hasSize(1);
    }

    static Stream<Object[]> an_error_within_a_stream_has_the_code_that_it_would_have_had_before() {
        return Stream.of(
                new Object[] {inStream("server_error", "server_error"), FailureCode.PROVIDER_UNAVAILABLE},
                new Object[] {inStream("image_generation_user_error", "moderation_blocked"), FailureCode.CONTENT_REFUSED
                },
                new Object[] {inStream("insufficient_quota", "insufficient_quota"), FailureCode.QUOTA_EXHAUSTED},
                new Object[] {inStream("requests", "rate_limit_exceeded"), FailureCode.RATE_LIMITED},
                new Object[] {inStream("invalid_request_error", "invalid_value"), FailureCode.REQUEST_REJECTED});
    }

    private static String inStream(String type, String code) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"code\":\"" + code
                + "\",\"message\":\"As it is.\",\"param\":null}}";
    }

    @Test
    void a_stream_that_ends_without_the_picture_is_an_invalid_answer() throws IOException {
        openAi.stub.then(stream(partial(0, base64(png(16, 16))))).then(stream());

        assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.INVALID_ANSWER);
        assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.INVALID_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "null", "7", "{\"type\":\"image_generation.completed\"}"})
    void a_stream_of_something_else_is_an_invalid_answer(String data) {
        openAi.stub.then(stream("data: " + data + "\n\n"));

        assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.INVALID_ANSWER);
    }

    @Test
    void a_picture_that_has_come_is_kept_however_its_stream_ends() throws IOException {
        String completed = completed(base64(png(512, 512)));
        openAi.stub.then((exchange, request) -> {
            begin(exchange).write(bytes(completed));
            exchange.getResponseBody().flush();
            Faults.silence().answer(exchange, request);
        });

        assertThat(openAi.draw(512, 512).width()).isEqualTo(512);
    }

    /** The bound is a megabyte for each picture of a stream: three here. */
    @Test
    void a_stream_may_have_the_bound_for_each_of_its_pictures_and_no_more() throws IOException {
        String partial = partial(0, base64(new byte[600_000]));
        String completed = completed(base64(png(512, 512)));
        openAi.stub
                .then(stream(partial, partial, completed))
                .then(stream(partial, partial, partial, partial, completed));

        assertThat(openAi.draw(512, 512).width()).isEqualTo(512);

        ProviderFailure failure = openAi.drawFails();
        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_ANSWER);
        assertThat(failure.getMessage()).contains("larger");
    }

    @Test
    void one_picture_of_a_stream_may_not_be_larger_than_the_bound() {
        openAi.stub.then(stream(partial(0, base64(new byte[900_000]))));

        assertThat(openAi.drawFails().getMessage()).contains("larger");
    }

    @ParameterizedTest
    @MethodSource("wrongPictures")
    void bytes_that_are_no_whole_picture_are_an_invalid_answer_that_was_paid_for(byte[] bytes) {
        openAi.stub.then(stream(completed(base64(bytes))));
        plain.stub.then(images(base64(bytes)));

        for (OnStub either : List.of(openAi, plain)) {
            ProviderFailure failure = either.drawFails();

            assertThat(failure.code()).isEqualTo(FailureCode.INVALID_ANSWER);
            assertThat(failure.cost()).isEqualTo(new Cost(40_500, "USD", 3));
            assertThat(failure.requestId()).isEqualTo("req_stub");
        }
    }

    static Stream<Named<byte[]>> wrongPictures() throws IOException {
        byte[] png = png(512, 512);
        return Stream.of(
                Named.of("nothing", new byte[0]),
                Named.of("words", bytes("AAAA")),
                Named.of("a torn PNG", Arrays.copyOf(png, png.length / 2)),
                Named.of("a PNG's header alone", Arrays.copyOf(png, 33)),
                Named.of("a PNG of 100000 by 100000", header(100_000, 100_000)),
                Named.of("a PNG of 2 by 2000000000", header(2, 2_000_000_000)),
                Named.of("WebP", bytes("RIFF$\0\0\0WEBPVP8 \u0018\0\0\0")),
                Named.of("SVG", bytes("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"512\" height=\"512\"/>")),
                Named.of("a GIF", bytes("GIF89a\u0001\0\u0001\0\0\0\0;")));
    }

    /** So small a file, and so large a picture once it is unpacked. */
    private static byte[] header(int width, int height) {
        byte[] chunk = ByteBuffer.allocate(17)
                .put(bytes("IHDR"))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        CRC32 crc = new CRC32();
        crc.update(chunk);
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
                .putInt(13)
                .put(chunk)
                .putInt((int) crc.getValue())
                .array();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":null}",
                "{\"data\":[]}",
                "{\"data\":[null]}",
                "{\"data\":[{}]}",
                "{\"data\":{}}",
                "{\"data\":[{\"b64_json\":7}]}",
                "{\"data\":[{\"url\":\"http://127.0.0.1/x.png\"}]}",
                "{\"data\":[{\"b64_json\":\"not base64!\"}]}",
                "{\"data\":[{\"b64_json\":\"\"}]}",
                "{\"data\":[{\"b64_json\":\"QUFBQQ==\"}],\"usage\":\"much\"}"
            })
    void an_answer_that_is_no_picture_is_an_invalid_answer(String body) {
        openAi.stub.then(raw(200, "application/json", body));
        plain.stub.then(raw(200, "application/json", body));

        assertThat(openAi.drawFails().code()).isEqualTo(FailureCode.INVALID_ANSWER);
        assertThat(plain.drawFails().code()).isEqualTo(FailureCode.INVALID_ANSWER);
    }

    @Test
    void a_model_that_was_retired_is_a_rejected_request() {
        ProviderFailure failure = catchThrowableOfType(
                ProviderFailure.class, () -> plain.draw("gpt-image-1", 1024, 1024, done -> {}, OnStub.TIMEOUT));

        assertThat(failure.code()).isEqualTo(FailureCode.REQUEST_REJECTED);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Seen implements Onlooker {

        final List<Double> progress = new ArrayList<>();
        final List<byte[]> previews = new ArrayList<>();

        @Override
        public void progress(double fraction) {
            progress.add(fraction);
        }

        @Override
        public void preview(byte[] picture, String mediaType) {
            assertThat(mediaType).isEqualTo("image/png");
            previews.add(picture);
        }
    }
}
