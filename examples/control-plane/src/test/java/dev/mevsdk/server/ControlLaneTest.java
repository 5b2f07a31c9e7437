package dev.mevsdk.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mevsdk.core.auth.Role;
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
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
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
    private final AtomicInteger held = new AtomicInteger();
    private final KeyPair key = rsa();
    private volatile boolean issuerHangs = true;
    private HttpServer issuer;
    private TokenVerifier tokens;

    @BeforeEach
    void start() throws Exception {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.setExecutor(threads);
        issuer.createContext("/", this::answer);
        issuer.start();
        URI keys = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/");
        tokens = TokenVerifier.publicKeys(JwksKeys.at(JwksConfig.of(keys)), TokenRules.defaults());
        ControlLane lane = new ControlLane(new Authorization(tokens));
        lane.setHandler(new Answering());
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(lane);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        if (issuerHangs) {
            hang();
        }
        RSAPublicKey known = (RSAPublicKey) key.getPublic();
        byte[] keys = ("{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RS256\",\"kid\":\"known\",\"n\":\"%s\",\"e\":\"%s\"}]}")
                .formatted(
                        base64(known.getModulus().toByteArray()),
                        base64(known.getPublicExponent().toByteArray()))
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(200, keys.length);
        exchange.getResponseBody().write(keys);
        exchange.close();
    }

    private void hang() throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private final class Answering extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            if (Request.getPathInContext(request).equals("/hold")) {
                held.incrementAndGet();
                hang();
            }
            response.setStatus(204);
            callback.succeeded();
            return true;
        }
    }

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        server.stop();
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

    @Test
    void adminWhoseKeyIsAtHandGetsTheLane_whenAllOrdinaryThreadsAreHeldAndTheIssuerHangs() throws Exception {
        issuerHangs = false;
        String token = signed();
        assertThat(tokens.verify(token).has(Role.ADMIN)).isTrue();
        issuerHangs = true;
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < ControlLane.ORDINARY_THREADS; i++) {
            client.sendAsync(
                    HttpRequest.newBuilder(server.getURI().resolve("/hold")).build(), BodyHandlers.discarding());
        }
        await().until(() -> held.get() == ControlLane.ORDINARY_THREADS);
        HttpRequest kill = HttpRequest.newBuilder(server.getURI().resolve("/api/control/module/mev:kill"))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(kill, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
        assertThat(asked).hasValue(1);
    }

    private String signed() throws GeneralSecurityException {
        String claims = "{\"exp\":%d,\"iss\":\"defi-dashboard\",\"aud\":\"defi-users\",\"roles\":[\"admin\"]}"
                .formatted(System.currentTimeMillis() / 1000 + 600);
        String content = base64("{\"alg\":\"RS256\",\"kid\":\"known\"}") + "." + base64(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.getPrivate());
        signature.update(content.getBytes(UTF_8));
        return content + "." + base64(signature.sign());
    }

    private static KeyPair rsa() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Anybody can make one: its key is nobody's. */
    private static String forged(String key) {
        return base64("{\"alg\":\"RS256\",\"kid\":\"" + key + "\"}") + "." + base64("{}") + ".AAAA";
    }

    private static String base64(String text) {
        return base64(text.getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
