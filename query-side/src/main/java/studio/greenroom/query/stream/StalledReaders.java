package studio.greenroom.query.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServer;

/**
 * Hangs up on readers that take nothing for long while something waits for them. What waits is bounded, but a reader
 * that is gone without a word would hold it, and its place, for ever. Whoever comes back resumes where it was.
 */
@Component
@EnableConfigurationProperties(StreamSettings.class)
class StalledReaders implements NettyServerCustomizer {

    private final long patienceMillis;
    private final Counter dropped;

    StalledReaders(StreamSettings settings, MeterRegistry meters) {
        this.patienceMillis = settings.patience().toMillis();
        this.dropped = meters.counter("greenroom.stream.stalled");
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnConnection(connection -> connection.addHandlerFirst(new Watch()));
    }

    private final class Watch extends IdleStateHandler {

        Watch() {
            super(true, 0, patienceMillis, 0, TimeUnit.MILLISECONDS);
        }

        @Override
        protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
            ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
            if (waiting != null && waiting.totalPendingWriteBytes() > 0) {
                dropped.increment();
                ChannelFuture unused = context.close();
            }
        }
    }
}
