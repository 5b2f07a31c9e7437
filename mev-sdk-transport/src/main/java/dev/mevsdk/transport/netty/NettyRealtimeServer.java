package dev.mevsdk.transport.netty;

import dev.mevsdk.core.MevException;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket server that does nothing but the feed: shared, pre-framed windows go to the sockets past any encoder.
 * Uses epoll where its native library is on the classpath, else NIO. Serves {@link RealtimeEndpoint#PATH} only.
 */
public final class NettyRealtimeServer implements AutoCloseable {
    /** Unsent bytes in the kernel from which a socket counts as not writable. */
    private static final int NOT_SENT_LOWAT = 16 << 10;

    private static final int BACKLOG = 1024;

    private final EventLoopGroup loops;
    private final ExecutorService admissions;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ConnectionSetup setup;
    private final Channel listener;

    private NettyRealtimeServer(NettyConfig config, RealtimeEndpoint endpoint) {
        admissions = Executors.newFixedThreadPool(2, new DefaultThreadFactory("mev-realtime-admission", true));
        // Reads the certificate, if there is one: before there is anything to stop.
        setup = new ConnectionSetup(config, endpoint, admissions, connections);
        boolean epoll = Epoll.isAvailable();
        loops = new MultiThreadIoEventLoopGroup(
                config.threads(),
                new DefaultThreadFactory("mev-realtime-netty", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        try {
            listener = bind(config, epoll);
        } catch (MevException e) {
            stopThreads();
            throw e;
        }
    }

    /**
     * Returns once it listens.
     *
     * @throws MevException RETRYABLE when the address can't be bound; BAD_INPUT when the certificate's files don't fit
     */
    public static NettyRealtimeServer start(NettyConfig config, RealtimeEndpoint endpoint) {
        return new NettyRealtimeServer(config, endpoint);
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Connections at this moment, upgraded or not. */
    public int connections() {
        return connections.size();
    }

    /** Stops listening and ends what is still connected; close the hub before, so that clients are told. Blocks. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        stopThreads();
    }

    private void stopThreads() {
        setup.close();
        admissions.shutdownNow();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private Channel bind(NettyConfig config, boolean epoll) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(config.maxQueuedBytes() / 2, config.maxQueuedBytes()))
                .childHandler(setup);
        if (epoll) {
            bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) NOT_SENT_LOWAT);
        }
        ChannelFuture bound = bootstrap.bind(config.host(), config.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw MevException.retryable(
                    "realtime listener: " + config.host() + ":" + config.port() + " can't be bound: is it in use?",
                    bound.cause());
        }
        return bound.channel();
    }
}
