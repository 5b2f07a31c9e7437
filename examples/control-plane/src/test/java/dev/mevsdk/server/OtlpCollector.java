package dev.mevsdk.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes spans as a collector does: OTLP/HTTP in protobuf, at `/v1/traces`. Reads the messages by their field numbers
 * (opentelemetry-proto, `trace_service.proto` and `trace.proto`), and refuses what is not in their form.
 */
final class OtlpCollector implements AutoCloseable {
    /** A span as it arrived; ids in hexadecimal, the parent's empty for a root. */
    record Received(String service, String traceId, String spanId, String parentId, String name) {}

    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private final HttpServer http;

    OtlpCollector() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/v1/traces", this::take);
        http.start();
    }

    /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
    String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    List<Received> of(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean protobuf =
                    "application/x-protobuf".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!exchange.getRequestMethod().equals("POST") || !protobuf) {
                exchange.sendResponseHeaders(415, -1);
                return;
            }
            for (UnknownFieldSet resourceSpans : messages(UnknownFieldSet.parseFrom(body), 1)) {
                String service = service(messages(resourceSpans, 1).get(0));
                for (UnknownFieldSet scopeSpans : messages(resourceSpans, 2)) {
                    messages(scopeSpans, 2).forEach(span -> spans.add(received(service, span)));
                }
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        } catch (InvalidProtocolBufferException e) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    private static Received received(String service, UnknownFieldSet span) {
        return new Received(
                service,
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                bytes(span, 5).toStringUtf8());
    }

    /** The value of the attribute `service.name`. */
    private static String service(UnknownFieldSet resource) throws InvalidProtocolBufferException {
        for (UnknownFieldSet attribute : messages(resource, 1)) {
            if (bytes(attribute, 1).toStringUtf8().equals("service.name")) {
                return bytes(messages(attribute, 2).get(0), 1).toStringUtf8();
            }
        }
        return "";
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet parent, int field)
            throws InvalidProtocolBufferException {
        List<UnknownFieldSet> found = new java.util.ArrayList<>();
        for (ByteString each : parent.getField(field).getLengthDelimitedList()) {
            found.add(UnknownFieldSet.parseFrom(each));
        }
        return found;
    }

    private static ByteString bytes(UnknownFieldSet parent, int field) {
        List<ByteString> values = parent.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? ByteString.EMPTY : values.get(0);
    }

    private static String hex(UnknownFieldSet parent, int field) {
        return HexFormat.of().formatHex(bytes(parent, field).toByteArray());
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
