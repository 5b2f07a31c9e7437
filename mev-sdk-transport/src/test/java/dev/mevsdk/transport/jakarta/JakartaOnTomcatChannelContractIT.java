package dev.mevsdk.transport.jakarta;

import dev.mevsdk.transport.hub.ClientChannelContract;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import org.jspecify.annotations.Nullable;

class JakartaOnTomcatChannelContractIT extends ClientChannelContract {
    private @Nullable TomcatContainer server;

    @Override
    protected int start(RealtimeEndpoint served) throws Exception {
        TomcatContainer started = new TomcatContainer(served);
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
