package dev.mevsdk.transport.jetty;

import dev.mevsdk.transport.hub.EndpointConfig;
import dev.mevsdk.transport.hub.FeedContract;
import dev.mevsdk.transport.hub.FeedQuery;
import dev.mevsdk.transport.hub.Hub;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import dev.mevsdk.transport.hub.SocketFeedClient;
import dev.mevsdk.transport.hub.TestTokens;
import org.jspecify.annotations.Nullable;

class JettyFeedContractIT extends FeedContract {
    private @Nullable RealtimeEndpoint endpoint;
    private @Nullable JettyFixture server;

    @Override
    protected void start(Hub served) throws Exception {
        endpoint = RealtimeEndpoint.create(served, TestTokens.VERIFIER, EndpointConfig.DEFAULT);
        server = new JettyFixture(endpoint);
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
