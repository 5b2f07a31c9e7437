package dev.mevsdk.jobs.clickhouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.flatbuf.Message;

/**
 * Stands between client and ClickHouse and spoils Arrow streams after a number of messages, each time with an HTTP
 * answer that is whole by itself.
 */
final class ArrowFaultProxy implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient upstream = HttpClient.newHttpClient();
    private final URI target;
    private volatile int messagesPassed = Integer.MAX_VALUE;
    private volatile byte[] instead = new byte[0];

    ArrowFaultProxy(String target) throws IOException {
        this.target = URI.create(target);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::forward);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Lets that many messages through (the schema is the first), then sends the bytes and ends the answer. */
    void cutAfter(int messages, byte[] replacement) {
        messagesPassed = messages;
        instead = replacement;
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<InputStream> answer = upstream.send(
                    HttpRequest.newBuilder(
                                    target.resolve(exchange.getRequestURI().toString()))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()))
                            .headers(headers(exchange))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            answer.headers().map().forEach((name, values) -> {
                if (name.toLowerCase(java.util.Locale.ROOT).startsWith("x-clickhouse")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), 0);
            try (InputStream body = answer.body();
                    OutputStream out = exchange.getResponseBody()) {
                boolean arrow = answer.headers()
                        .firstValue("x-clickhouse-format")
                        .filter("ArrowStream"::equals)
                        .isPresent();
                if (arrow && messagesPassed < Integer.MAX_VALUE) {
                    pass(body, out);
                } else {
                    body.transferTo(out);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String[] headers(HttpExchange exchange) {
        return exchange.getRequestHeaders().entrySet().stream()
                .filter(header ->
                        header.getKey().toLowerCase(java.util.Locale.ROOT).startsWith("x-clickhouse"))
                .flatMap(header -> List.of(header.getKey(), header.getValue().get(0)).stream())
                .toArray(String[]::new);
    }

    private void pass(InputStream body, OutputStream out) throws IOException {
        for (int i = 0; i < messagesPassed; i++) {
            byte[] prefix = body.readNBytes(8);
            out.write(prefix);
            int length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
            byte[] metadata = body.readNBytes(length);
            out.write(metadata);
            long bodyLength = length == 0
                    ? 0
                    : Message.getRootAsMessage(ByteBuffer.wrap(metadata).order(ByteOrder.LITTLE_ENDIAN))
                            .bodyLength();
            out.write(body.readNBytes((int) bodyLength));
        }
        out.write(instead);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
