package dev.mevsdk.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The file that opens the README, as a reader runs it: what it prints is enough to connect. */
class QuickstartFeedTest {
    private static final Pattern PRINTED =
            Pattern.compile("export MEV_TOKEN=(\\S+)\n.* --server http://(127\\.0\\.0\\.1:\\d+)\n", Pattern.DOTALL);

    @Test
    void aClientReceivesWhatItPublishes() throws Exception {
        Process example = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "../quickstart/Feed.java",
                        "0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = example.inputReader()) {
            StringBuilder said = new StringBuilder();
            Matcher printed = PRINTED.matcher(said);
            String line = output.readLine();
            while (line != null
                    && !printed.reset(said.append(line).append('\n')).find()) {
                line = output.readLine();
            }
            assertThat(line).as(said.toString()).isNotNull();
            assertThat(firstMetrics(printed.group(2), printed.group(1))).contains("\"pnl_1h\":1.23");
            assertThat(example.isAlive()).isTrue();
        } finally {
            example.destroyForcibly();
        }
    }

    private static String firstMetrics(String address, String token) throws Exception {
        MetricsListener listener = new MetricsListener();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + address + "/api/realtime/ws?mode=json&token=" + token), listener)
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
}
