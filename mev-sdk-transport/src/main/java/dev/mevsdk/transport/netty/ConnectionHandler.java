package dev.mevsdk.transport.netty;

import dev.mevsdk.transport.hub.Admission;
import dev.mevsdk.transport.hub.CloseCode;
import dev.mevsdk.transport.hub.FeedConnection;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import org.jspecify.annotations.Nullable;

/** One live connection: what the client sends, and when it can take more. All on its event loop. */
final class ConnectionHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private @Nullable ChannelHandlerContext context;
    private @Nullable NettyClientChannel channel;
    private @Nullable FeedConnection connection;
    private boolean pinged;

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    void open(Admission.Admitted admitted) {
        if (context != null && context.channel().isActive()) {
            channel = new NettyClientChannel(context.channel());
            connection = admitted.open(channel);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext from, WebSocketFrame frame) {
        pinged = false;
        FeedConnection open = connection;
        if (frame instanceof CloseWebSocketFrame close) {
            onClose(from, close);
        } else if (frame instanceof PingWebSocketFrame) {
            // A client that pings without reading gets no queue of pongs.
            if (from.channel().isWritable()) {
                from.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
            }
        } else if (open != null && frame instanceof TextWebSocketFrame text) {
            open.onText(text.text());
        } else if (open != null && frame instanceof BinaryWebSocketFrame) {
            open.onBinary();
        }
    }

    private void onClose(ChannelHandlerContext from, CloseWebSocketFrame close) {
        if (channel != null) {
            channel.closeAnswering(close.statusCode());
        } else {
            from.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext from, Object event) throws Exception {
        if (!(event instanceof IdleStateEvent)) {
            super.userEventTriggered(from, event);
        } else if (pinged) {
            from.close();
        } else {
            pinged = true;
            from.writeAndFlush(new PingWebSocketFrame());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) throws Exception {
        if (connection != null && from.channel().isWritable()) {
            connection.onWritable();
        }
        super.channelWritabilityChanged(from);
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) throws Exception {
        if (connection != null) {
            connection.onClosed();
        }
        super.channelInactive(from);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        // On a violation of the protocol the decoder has answered with the code already.
        if (cause instanceof TooLongFrameException && channel != null) {
            channel.close(CloseCode.MESSAGE_TOO_BIG, "the message is too large");
        } else if (!(cause instanceof CorruptedWebSocketFrameException)) {
            from.close();
        }
    }
}
