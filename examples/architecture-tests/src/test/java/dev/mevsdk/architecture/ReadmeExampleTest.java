package dev.mevsdk.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenIssuer;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.transport.netty.NettyConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {
    private static final Path SOURCE = Path.of("src/test/java/dev/mevsdk/architecture/ReadmeExample.java");

    @Test
    void theReadmeHasTheLinesThatAreCompiledHere() throws IOException {
        assertThat(Readme.examples().get(0)).isNotBlank();
        assertThat(withoutSpace(Files.readString(SOURCE)))
                .contains(withoutSpace(Readme.examples().get(0)));
    }

    @Test
    void aClientReceivesWhatTheExamplePublishes() throws Exception {
        assumeTrue(isFree(NettyConfig.DEFAULT_PORT), "the example's port is taken by another program");
        String secret = TokenIssuer.generateSecret();
        Process example = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadmeExample.class.getName(),
                        secret)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = example.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.equals(ReadmeExample.LISTENS)) {
                line = output.readLine();
            }
            assertThat(line).as("what the example says").isNotNull();
            assertThat(firstMetrics(secret)).contains("\"pnl_1h\":1.23");
        } finally {
            example.destroyForcibly();
        }
    }

    private static String firstMetrics(String secret) throws Exception {
        String token = TokenIssuer.secret(secret, TokenRules.defaults())
                .issue("reader", Set.of(Role.VIEWER), Duration.ofMinutes(5));
        MetricsListener listener = new MetricsListener();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:8081/api/realtime/ws?mode=json&token=" + token), listener)
                .get(20, TimeUnit.SECONDS);
        try {
            return listener.metrics.get(20, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }

    /** Lines may come as text or as binary messages. */
    private static final class MetricsListener implements WebSocket.Listener {
        final CompletableFuture<String> metrics = new CompletableFuture<>();
        private final StringBuilder received = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            return take(socket, data);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            return take(socket, StandardCharsets.UTF_8.decode(data));
        }

        private CompletionStage<?> take(WebSocket socket, CharSequence data) {
            received.append(data);
            received.toString()
                    .lines()
                    .filter(line -> line.contains("metrics_update") && line.endsWith("}"))
                    .forEach(metrics::complete);
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
