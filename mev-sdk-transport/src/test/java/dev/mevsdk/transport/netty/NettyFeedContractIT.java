package dev.mevsdk.transport.netty;

import dev.mevsdk.transport.hub.EndpointConfig;
import dev.mevsdk.transport.hub.FeedContract;
import dev.mevsdk.transport.hub.FeedQuery;
import dev.mevsdk.transport.hub.Hub;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import dev.mevsdk.transport.hub.SocketFeedClient;
import dev.mevsdk.transport.hub.TestTokens;
import org.jspecify.annotations.Nullable;

class NettyFeedContractIT extends FeedContract {
    private @Nullable RealtimeEndpoint endpoint;
    private @Nullable NettyFixture server;

    @Override
    protected void start(Hub served) throws Exception {
        endpoint = RealtimeEndpoint.create(served, TestTokens.VERIFIER, EndpointConfig.DEFAULT);
        server = new NettyFixture(endpoint);
    }

    @Override
    protected Client connect(FeedQuery query) throws Exception {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return SocketFeedClient.connect(server.port(), query);
    }

    @Override
    protected void stop() throws Exception {
        if (server != null && endpoint != null) {
            server.close();
            endpoint.close();
        }
    }
}
