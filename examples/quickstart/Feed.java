import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenIssuer;
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
import java.time.Duration;
import java.util.Set;

/** mev-sdk-transport: the realtime feed, an event a second, until Ctrl-C. */
class Feed {
    public static void main(String[] args) throws InterruptedException {
        int port = args.length == 0 ? NettyConfig.DEFAULT_PORT : Integer.parseInt(args[0]); // 0: a free one
        String secret = TokenIssuer.generateSecret(); // a service has its own, or the public keys of an identity provider
        TokenIssuer issuer = TokenIssuer.secret(secret, TokenRules.defaults());
        Hub hub = Hub.create(HubConfig.DEFAULT);
        var endpoint = RealtimeEndpoint.create(
                hub, TokenVerifier.secret(secret, TokenRules.defaults()), EndpointConfig.DEFAULT);
        var server = NettyRealtimeServer.start(NettyConfig.DEFAULT.withAddress("127.0.0.1", port), endpoint);
        System.out.println("export MEV_TOKEN=" + issuer.issue("me", Set.of(Role.VIEWER), Duration.ofHours(1)));
        System.out.println("examples/cli/mev watch --server http://127.0.0.1:" + server.port());
        while (true) { // all threads of the SDK are daemons: this one keeps the process
            hub.publish(Envelope.newBuilder()
                    .setMetrics(MetricsUpdate.newBuilder().setPnl1H(1.23))
                    .build());
            Thread.sleep(1_000);
        }
    }
}
