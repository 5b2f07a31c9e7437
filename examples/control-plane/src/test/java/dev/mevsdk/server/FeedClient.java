package dev.mevsdk.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mevsdk.core.auth.Role;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import realtime.Realtime;

/** Reads the feed as the original's clients do: lines of JSON, or zstd and the ORIGINAL schema's Batch. */
final class FeedClient implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final List<JsonNode> lines = new CopyOnWriteArrayList<>();
    final List<Realtime.Envelope> events = new CopyOnWriteArrayList<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private @Nullable WebSocket socket;

    static FeedClient json(TestServer server) {
        return open(server, "mode=json&token=" + TestServer.token(Role.VIEWER), Map.of(), List.of());
    }

    static FeedClient json(TestServer server, String more) {
        return open(server, "mode=json&" + more + "&token=" + TestServer.token(Role.VIEWER), Map.of(), List.of());
    }

    static FeedClient proto(TestServer server) {
        return open(server, "mode=proto&token=" + TestServer.token(Role.VIEWER), Map.of(), List.of());
    }

    /** On the listener that has the feed only. */
    static FeedClient wideProto(TestServer server) {
        return open(server.widePort(), "mode=proto&token=" + TestServer.token(Role.VIEWER), Map.of(), List.of());
    }

    static FeedClient open(TestServer server, String query, Map<String, String> headers, List<String> subprotocols) {
        return open(server.port(), query, headers, subprotocols);
    }

    private static FeedClient open(int port, String query, Map<String, String> headers, List<String> subprotocols) {
        FeedClient client = new FeedClient();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        if (!subprotocols.isEmpty()) {
            builder.subprotocols(
                    subprotocols.get(0), subprotocols.stream().skip(1).toArray(String[]::new));
        }
        URI address = URI.create("ws://127.0.0.1:" + port + "/api/realtime/ws?" + query);
        client.socket = builder.buildAsync(address, client).join();
        return client;
    }

    WebSocket socket() {
        return java.util.Objects.requireNonNull(socket);
    }

    /** Lines of that type whose data is as wanted. */
    long lines(String type, Predicate<JsonNode> wanted) {
        return lines.stream()
                .filter(line -> line.path("type").asText().equals(type) && wanted.test(line.path("data")))
                .count();
    }

    long events(Realtime.Envelope.Type type, Predicate<Realtime.Envelope> wanted) {
        return events.stream()
                .filter(event -> event.getType() == type && wanted.test(event))
                .count();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            text.toString().lines().filter(line -> !line.isBlank()).forEach(line -> lines.add(parse(line)));
            text.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        binary.writeBytes(part);
        if (last) {
            byte[] frame = binary.toByteArray();
            binary.reset();
            byte[] batch = Zstd.decompress(frame, Math.toIntExact(Zstd.getFrameContentSize(frame)));
            try {
                events.addAll(Realtime.Batch.parseFrom(batch).getItemsList());
            } catch (InvalidProtocolBufferException e) {
                throw new UncheckedIOException(e);
            }
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket().abort();
    }
}
