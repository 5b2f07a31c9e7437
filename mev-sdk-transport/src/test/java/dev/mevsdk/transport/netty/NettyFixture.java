package dev.mevsdk.transport.netty;

import dev.mevsdk.transport.hub.RealtimeEndpoint;

/** A Netty server on a free port. */
final class NettyFixture implements AutoCloseable {
    private final NettyRealtimeServer server;

    NettyFixture(RealtimeEndpoint endpoint) {
        server = NettyRealtimeServer.start(NettyConfig.DEFAULT.withAddress("127.0.0.1", 0), endpoint);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
