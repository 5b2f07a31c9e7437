package dev.mevsdk.transport.netty;

import dev.mevsdk.core.config.RenewedTls;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** Prepares a new connection for its one HTTP request, the upgrade. */
final class ConnectionSetup extends ChannelInitializer<SocketChannel> implements AutoCloseable {
    /** An upgrade has no body worth reading. */
    private static final int MAX_BODY_BYTES = 1024;

    private final NettyConfig config;
    private final RealtimeEndpoint endpoint;
    private final Executor admissions;
    private final ChannelGroup connections;
    private final @Nullable RenewedTls tls;

    ConnectionSetup(NettyConfig config, RealtimeEndpoint endpoint, Executor admissions, ChannelGroup connections) {
        this.config = config;
        this.endpoint = endpoint;
        this.admissions = admissions;
        this.connections = connections;
        this.tls = config.tls()
                .map(files -> RenewedTls.watch(files, renewed -> {}))
                .orElse(null);
    }

    private SSLEngine engine(RenewedTls renewed) {
        SSLEngine engine = renewed.context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(config.tls().orElseThrow().ca().isPresent());
        return engine;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        connections.add(channel);
        if (tls != null) {
            channel.pipeline().addLast(new SslHandler(engine(tls)));
        }
        UpgradeHandler upgrade = new UpgradeHandler(endpoint, admissions, config.pingInterval());
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES, true))
                .addLast(upgrade);
        var timeout = channel.eventLoop()
                .schedule(
                        () -> upgrade.onHandshakeTimeout(channel),
                        config.handshakeTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> timeout.cancel(false));
    }

    @Override
    public void close() {
        if (tls != null) {
            tls.close();
        }
    }
}
