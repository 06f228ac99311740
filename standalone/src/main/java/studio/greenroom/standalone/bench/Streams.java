package studio.greenroom.standalone.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Readers of event streams on one thread, which count events without looking at them, but for those that listen. */
final class Streams implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MultiThreadIoEventLoopGroup thread = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final URI address;
    private final LongAdder ids = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private long opened;

    Streams(URI address) {
        this.address = address;
    }

    /** @param listener takes whole frames; null to count alone */
    void open(String token, @Nullable Consumer<String> listener) {
        opened++;
        Future<?> unused = new Bootstrap()
                .group(thread)
                .channel(NioSocketChannel.class)
                .handler(new Reader(token, listener))
                .connect(address.getHost(), address.getPort());
    }

    /** Until every stream has had its first frame. */
    void awaitOpen() throws InterruptedException, TimeoutException {
        await(0);
    }

    /** Until so many events have come, all streams together. */
    void await(long events) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (events() < events) {
            if (closed.sum() > 0 || System.nanoTime() > end) {
                throw new TimeoutException("Of %s events %s came over %s streams, of which %s were closed"
                        .formatted(events, events(), opened, closed.sum()));
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Below 0 until every stream is open: each begins with an id of its own. */
    long events() {
        return ids.sum() - opened;
    }

    @Override
    public void close() {
        thread.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** One stream. A frame has one line that begins with an i, its id; the lines of chunks are hexadecimal. */
    private final class Reader extends ChannelInboundHandlerAdapter {

        private final String token;
        private final @Nullable Consumer<String> listener;
        private final StringBuilder text = new StringBuilder();
        private boolean lineBegins;

        Reader(String token, @Nullable Consumer<String> listener) {
            this.token = token;
            this.listener = listener;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            Future<?> unused = context.writeAndFlush(Unpooled.copiedBuffer(
                    "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                            + "Accept: text/event-stream\r\nAuthorization: Bearer " + token + "\r\n\r\n",
                    StandardCharsets.US_ASCII));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            try {
                count(bytes);
                if (listener != null) {
                    text.append(bytes.toString(StandardCharsets.UTF_8));
                    frames(listener);
                }
            } finally {
                bytes.release();
            }
        }

        private void count(ByteBuf bytes) {
            int found = 0;
            int at = bytes.readerIndex();
            while (at < bytes.writerIndex()) {
                if (lineBegins && bytes.getByte(at) == 'i') {
                    found++;
                }
                int end = bytes.indexOf(at, bytes.writerIndex(), (byte) '\n');
                lineBegins = end >= 0;
                at = end < 0 ? bytes.writerIndex() : end + 1;
            }
            ids.add(found);
        }

        private void frames(Consumer<String> listener) {
            int begin = 0;
            for (int end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n", begin)) {
                listener.accept(text.substring(begin, end));
                begin = end + 2;
            }
            text.delete(0, begin);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            closed.increment();
        }
    }
}
