package dev.mevsdk.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The floor: a buffer that is framed already, written to every socket, and nothing else. */
final class RawFanout implements AutoCloseable {
    static final String THREADS = "raw-loop";

    private final EventLoopGroup loops;
    private final Channel listener;
    private final Map<EventLoop, List<Channel>> clients = new ConcurrentHashMap<>();
    private final ByteBuf frame;

    RawFanout(int threads, int frameBytes) {
        boolean epoll = Epoll.isAvailable();
        frame = Unpooled.directBuffer(frameBytes).writeZero(frameBytes);
        loops = new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory(THREADS, true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        listener = new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Collect())
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    int clients() {
        return clients.values().stream().mapToInt(List::size).sum();
    }

    /** One window: a task per event loop writes the frame to each of its sockets. */
    void send() {
        clients.forEach((loop, channels) -> loop.execute(() -> {
            for (Channel channel : channels) {
                channel.writeAndFlush(frame.retainedDuplicate(), channel.voidPromise());
            }
        }));
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loops.shutdownGracefully();
    }

    @ChannelHandler.Sharable
    private final class Collect extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            clients.computeIfAbsent(context.channel().eventLoop(), loop -> new CopyOnWriteArrayList<>())
                    .add(context.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // The readers left: the run is over.
            context.close();
        }
    }
}
