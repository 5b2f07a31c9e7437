package dev.mevsdk.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.core.auth.TokenVerifier;
import dev.mevsdk.core.auth.jwks.JwksConfig;
import dev.mevsdk.core.auth.jwks.JwksKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlLaneTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final Server server = new Server();
    private HttpServer issuer;

    @BeforeEach
    void start() throws Exception {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.setExecutor(threads);
        issuer.createContext("/", exchange -> hang());
        issuer.start();
        URI keys = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/");
        TokenVerifier tokens = TokenVerifier.publicKeys(JwksKeys.at(JwksConfig.of(keys)), TokenRules.defaults());
        ControlLane lane = new ControlLane(new Authorization(tokens));
        lane.setHandler(new Answering());
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(lane);
        server.start();
    }

    private void hang() throws IOException {
        asked.incrementAndGet();
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static final class Answering extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(204);
            callback.succeeded();
            return true;
        }
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        over.countDown();
        issuer.stop(0);
        threads.shutdownNow();
    }

    @Test
    void issuerThatHangs_isNotAskedWhichWayARequestGoes() throws Exception {
        for (String key : new String[] {"a", "b"}) {
            HttpRequest request = HttpRequest.newBuilder(server.getURI().resolve("/api/control/module/mev:kill"))
                    .header("Authorization", "Bearer " + forged(key))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(asked).hasValue(0);
    }

    /** Anybody can make one: its key is nobody's. */
    private static String forged(String key) {
        return base64("{\"alg\":\"RS256\",\"kid\":\"" + key + "\"}") + "." + base64("{}") + ".AAAA";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
