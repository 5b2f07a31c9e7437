package dev.mevsdk.transport.netty;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What stands behind the WebSocket codec of an upgraded connection. */
final class FeedPipeline {
    private FeedPipeline() {}

    static void addTo(ChannelPipeline pipeline, int maxMessageBytes, Duration pingInterval) {
        pipeline.addLast(new IdleStateHandler(pingInterval.toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                .addLast(new Utf8FrameValidator(true))
                .addLast(new WebSocketFrameAggregator(maxMessageBytes))
                .addLast(new ConnectionHandler());
    }
}
