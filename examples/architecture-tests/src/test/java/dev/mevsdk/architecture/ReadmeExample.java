package dev.mevsdk.architecture;

import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.core.auth.TokenVerifier;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import dev.mevsdk.transport.hub.EndpointConfig;
import dev.mevsdk.transport.hub.Hub;
import dev.mevsdk.transport.hub.HubConfig;
import dev.mevsdk.transport.hub.RealtimeEndpoint;
import dev.mevsdk.transport.netty.NettyConfig;
import dev.mevsdk.transport.netty.NettyRealtimeServer;
import java.io.IOException;

/** The README's example as it stands there, as a program that ends with its standard input. */
public final class ReadmeExample {
    static final String LISTENS = "the example listens";

    private ReadmeExample() {}

    public static void main(String[] args) throws IOException {
        serve(args[0]);
        System.out.println(LISTENS);
        System.exit(System.in.read());
    }

    private static void serve(String secret) {
        Hub hub = Hub.create(HubConfig.DEFAULT); // the realtime feed
        TokenVerifier tokens =
                TokenVerifier.secret(secret, TokenRules.defaults()); // TokenIssuer makes tokens that it takes
        var endpoint = RealtimeEndpoint.create(hub, tokens, EndpointConfig.DEFAULT);
        NettyRealtimeServer.start(NettyConfig.DEFAULT, endpoint); // ws://127.0.0.1:8081/api/realtime/ws
        hub.publish(Envelope.newBuilder()
                .setMetrics(MetricsUpdate.newBuilder().setPnl1H(1.23))
                .build());
    }
}
