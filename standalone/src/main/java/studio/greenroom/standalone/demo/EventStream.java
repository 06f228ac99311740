package studio.greenroom.standalone.demo;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import studio.greenroom.standalone.Failure;

/** Server-sent events over one connection, as the HTML standard (section 9.2) writes them. */
final class EventStream implements Flow.Subscriber<String>, AutoCloseable {

    /** @param id null when the frame has none */
    record Frame(@Nullable String id, String event, String data) {

        /** The connection is over; what follows the last frame is to be had from a new one. */
        static final Frame END = new Frame(null, "end of stream", "");
    }

    private static final Duration OPENING = Duration.ofSeconds(15);

    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final StringBuilder data = new StringBuilder();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile int status;
    private @Nullable String id;
    private String event = "message";

    private EventStream() {}

    /** Returns once the server has begun to answer, so that nothing that happens from now on is missed. */
    static EventStream open(HttpClient client, HttpRequest request) throws InterruptedException {
        EventStream stream = new EventStream();
        // Its end and its failure are both the end of the frames.
        Future<?> unused = client.sendAsync(request, info -> {
                    stream.status = info.statusCode();
                    return BodySubscribers.fromLineSubscriber(stream);
                })
                .whenComplete((answer, problem) -> stream.end());
        boolean answered = stream.opened.await(OPENING.toMillis(), TimeUnit.MILLISECONDS);
        if (!answered || stream.status != 200) {
            stream.close();
            throw new Failure("The event stream did not open (%s)."
                    .formatted(
                            answered ? "status " + stream.status : "no answer within " + OPENING.toSeconds() + " s"));
        }
        return stream;
    }

    /** @return null when none came in time */
    @Nullable
    Frame next(Duration atMost) throws InterruptedException {
        return frames.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        Flow.Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        int colon = line.indexOf(':');
        if (line.isEmpty()) {
            dispatch();
        } else if (colon > 0) {
            String value = line.substring(colon + 1);
            field(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        }
        opened.countDown();
    }

    @Override
    public void onError(Throwable problem) {
        end();
    }

    @Override
    public void onComplete() {
        end();
    }

    private void field(String name, String value) {
        switch (name) {
            case "id" -> id = value;
            case "event" -> event = value;
            case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
            default -> {}
        }
    }

    private void dispatch() {
        if (!data.isEmpty()) {
            frames.add(new Frame(id, event, data.toString()));
        }
        id = null;
        event = "message";
        data.setLength(0);
    }

    private void end() {
        frames.add(Frame.END);
        opened.countDown();
    }
}
