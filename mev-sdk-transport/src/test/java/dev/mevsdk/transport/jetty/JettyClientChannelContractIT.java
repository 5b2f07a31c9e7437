package dev.mevsdk.transport.jetty;

import dev.mevsdk.transport.hub.ClientChannelContract;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import org.jspecify.annotations.Nullable;

class JettyClientChannelContractIT extends ClientChannelContract {
    private @Nullable JettyFixture server;

    @Override
    protected int start(RealtimeEndpoint served) throws Exception {
        JettyFixture started = new JettyFixture(served);
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
