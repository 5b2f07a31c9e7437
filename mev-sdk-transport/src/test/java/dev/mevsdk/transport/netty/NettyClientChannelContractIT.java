package dev.mevsdk.transport.netty;

import dev.mevsdk.transport.hub.ClientChannelContract;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import org.jspecify.annotations.Nullable;

class NettyClientChannelContractIT extends ClientChannelContract {
    private @Nullable NettyFixture server;

    @Override
    protected int start(RealtimeEndpoint served) throws Exception {
        NettyFixture started = new NettyFixture(served);
        server = started;
        return started.port();
    }

    @Override
    protected void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }
}
