package dev.mevsdk.transport.netty;

import dev.mevsdk.transport.hub.Admission;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import dev.mevsdk.transport.hub.UpgradeRequest;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Answers the one HTTP request of a connection: upgrades it, or says why not and closes. */
final class UpgradeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final RealtimeEndpoint endpoint;
    private final Executor admissions;
    private final Duration pingInterval;
    private boolean upgraded;

    UpgradeHandler(RealtimeEndpoint endpoint, Executor admissions, Duration pingInterval) {
        this.endpoint = endpoint;
        this.admissions = admissions;
        this.pingInterval = pingInterval;
    }

    /** On the event loop. */
    void onHandshakeTimeout(Channel channel) {
        if (!upgraded) {
            channel.close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        Admission.@Nullable Refused refused = check(request);
        if (refused != null) {
            refuse(context, refused);
            return;
        }
        // No second request while this one is being decided.
        context.channel().config().setAutoRead(false);
        UpgradeRequest upgrade = UpgradeRequest.of(rawQuery(request.uri()), name -> header(request, name));
        request.retain();
        try {
            admissions.execute(() -> {
                Admission admission = endpoint.admit(upgrade);
                context.executor().execute(() -> answer(context, request, admission));
            });
        } catch (RejectedExecutionException e) {
            request.release();
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private static Admission.@Nullable Refused check(FullHttpRequest request) {
        if (!request.decoderResult().isSuccess()) {
            return new Admission.Refused(400, "Malformed request", "Send an HTTP/1.1 WebSocket upgrade");
        }
        String path = request.uri().split("\\?", 2)[0];
        if (!path.equals(RealtimeEndpoint.PATH)) {
            return new Admission.Refused(404, "Not found", "This server serves " + RealtimeEndpoint.PATH + " only");
        }
        boolean isUpgrade = request.method().equals(HttpMethod.GET)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        return isUpgrade ? null : Admission.Refused.UPGRADE_REQUIRED;
    }

    private void answer(ChannelHandlerContext context, FullHttpRequest request, Admission admission) {
        try {
            if (!context.channel().isActive()) {
                return;
            }
            if (admission instanceof Admission.Refused refused) {
                refuse(context, refused);
            } else if (admission instanceof Admission.Admitted admitted) {
                upgrade(context, request, admitted);
            }
        } finally {
            request.release();
        }
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, Admission.Admitted admitted) {
        WebSocketDecoderConfig limits = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(endpoint.maxMessageBytes())
                .allowExtensions(false)
                .withUTF8Validator(false)
                .build();
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        RealtimeEndpoint.PATH, admitted.subprotocol().orElse(null), limits)
                .newHandshaker(request);
        if (handshaker == null) {
            refuse(context, Admission.Refused.UPGRADE_REQUIRED);
            return;
        }
        upgraded = true;
        FeedPipeline.addTo(context.pipeline(), endpoint.maxMessageBytes(), pingInterval);
        handshaker.handshake(context.channel(), request).addListener(done -> {
            if (done.isSuccess()) {
                context.pipeline().remove(this);
                context.pipeline().get(ConnectionHandler.class).open(admitted);
                context.channel().config().setAutoRead(true);
            } else {
                context.close();
            }
        });
    }

    private static void refuse(ChannelHandlerContext context, Admission.Refused refused) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(refused.status()),
                Unpooled.copiedBuffer(refused.problemJson(), StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Admission.Refused.CONTENT_TYPE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refused.status() == HttpResponseStatus.UPGRADE_REQUIRED.code()) {
            response.headers()
                    .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        }
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static @Nullable String rawQuery(String uri) {
        int mark = uri.indexOf('?');
        return mark < 0 ? null : uri.substring(mark + 1);
    }

    private static @Nullable String header(FullHttpRequest request, String name) {
        List<String> values = request.headers().getAll(name);
        return values.isEmpty() ? null : String.join(",", values);
    }
}
