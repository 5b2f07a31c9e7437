package dev.mevsdk.transport.netty;

import dev.mevsdk.transport.hub.ClientChannel;
import dev.mevsdk.transport.hub.CloseCode;
import dev.mevsdk.transport.hub.Completion;
import dev.mevsdk.transport.hub.Frame;
import dev.mevsdk.transport.hub.SendResult;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A connection of the Netty server. Writes shared frames before the first handler, so that no encoder sees them. */
final class NettyClientChannel implements ClientChannel {
    private static final long CLOSE_TIMEOUT_SECONDS = 2;

    private final Channel channel;
    private final ChannelHandlerContext beforeEncoders;
    private boolean closing;

    NettyClientChannel(Channel channel) {
        this.channel = channel;
        this.beforeEncoders = beforeEncoders(channel.pipeline());
    }

    /** Encryption alone stays between a shared frame and the socket. */
    private static ChannelHandlerContext beforeEncoders(ChannelPipeline pipeline) {
        boolean encrypted = pipeline.first() instanceof SslHandler;
        return encrypted ? pipeline.context(pipeline.names().get(1)) : pipeline.firstContext();
    }

    @Override
    public SendResult send(Frame frame, Completion completion) {
        if (closing || !channel.isActive()) {
            return SendResult.CLOSED;
        }
        if (!channel.isWritable()) {
            return SendResult.BUSY;
        }
        ByteBuf shared = frame.view(ByteBuf.class, one -> Unpooled.wrappedBuffer(one.framed()));
        beforeEncoders
                .write(shared.retainedDuplicate())
                .addListener(written -> completion.done(frame, written.isSuccess()));
        return SendResult.ACCEPTED;
    }

    @Override
    public void flush() {
        beforeEncoders.flush();
    }

    @Override
    public void close(int code, String reason) {
        channel.eventLoop().execute(() -> closeNow(new CloseWebSocketFrame(code, reason)));
    }

    @Override
    public Executor lane() {
        return channel.eventLoop();
    }

    /** On the event loop: the client closed, or answers our close. */
    void closeAnswering(int code) {
        if (closing) {
            channel.close();
            return;
        }
        boolean legal = code == -1 || WebSocketCloseStatus.isValidStatusCode(code);
        closing = true;
        channel.writeAndFlush(
                        code == -1
                                ? new CloseWebSocketFrame()
                                : new CloseWebSocketFrame(legal ? code : CloseCode.PROTOCOL_ERROR, ""))
                .addListener(ChannelFutureListener.CLOSE);
    }

    /** Waits for the client's answer, but not for ever: a stalled client would never get to it. */
    private void closeNow(CloseWebSocketFrame frame) {
        if (closing || !channel.isActive()) {
            frame.release();
            return;
        }
        closing = true;
        channel.writeAndFlush(frame);
        var timeout = channel.eventLoop().schedule(() -> channel.close(), CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> timeout.cancel(false));
    }
}
