package dev.mevsdk.embedded.internal.clickhouse;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** ClickHouse's HTTP protocol as the official clients speak it. Called on its own thread per request. */
final class ClickHouseHttp implements HttpHandler {
    private static final System.Logger LOG = System.getLogger(ClickHouseHttp.class.getName());

    private final ChdbEngine engine;
    private final RunningQueries running = new RunningQueries();

    ClickHouseHttp(ChdbEngine engine) {
        this.engine = engine;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/ping")) {
            send(exchange, 200, "Ok.\n".getBytes(StandardCharsets.UTF_8), false);
            return;
        }
        exchange.getResponseHeaders().set("X-ClickHouse-Server-Display-Name", "embedded");
        exchange.getResponseHeaders().set("X-ClickHouse-Timezone", "UTC");
        try {
            answer(exchange, ClickHouseRequest.of(exchange));
        } catch (EngineException e) {
            exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", Integer.toString(e.code()));
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
            send(exchange, e.status(), (e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8), false);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "answer broken off: {0}", e.toString());
            throw e;
        }
    }

    private void answer(HttpExchange exchange, ClickHouseRequest request) throws IOException, EngineException {
        exchange.getResponseHeaders().set("X-ClickHouse-Query-Id", request.queryId());
        exchange.getResponseHeaders().set("X-ClickHouse-Format", request.format());
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        RunningQueries.Running query = running.start(request.queryId());
        try (Session session = engine.open(request.database(), request.settings())) {
            switch (request.statement().kind()) {
                case SELECT -> new StreamedSelect(session, request, query).answer(exchange);
                case INSERT ->
                    send(
                            exchange,
                            session.insert(
                                    request.statement().text(), request.format(), request.parameters(), request.rows()),
                            false);
                case KILL -> send(exchange, kill(session, request), request.compressed());
                case OTHER ->
                    send(
                            exchange,
                            session.query(request.statement().text(), request.format(), request.parameters()),
                            request.compressed());
            }
        } finally {
            running.end(request.queryId(), query);
        }
    }

    private Session.Answer kill(Session session, ClickHouseRequest request) throws EngineException {
        String sql = running.cancelNamedIn(request.statement().text())
                .map(RunningQueries::killStatement)
                .orElseGet(() -> request.statement().text());
        return session.query(sql, request.format(), request.parameters());
    }

    private static void send(HttpExchange exchange, Session.Answer answer, boolean compressed) throws IOException {
        summarize(exchange.getResponseHeaders(), answer);
        send(exchange, 200, answer.body(), compressed);
    }

    /** The counts of a finished statement. */
    static void summarize(Headers headers, Session.Answer answer) {
        headers.set(
                "X-ClickHouse-Summary",
                String.format(
                        Locale.ROOT,
                        "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\","
                                + "\"result_rows\":\"%d\",\"result_bytes\":\"0\",\"elapsed_ns\":\"0\"}",
                        answer.readRows(),
                        answer.readBytes(),
                        answer.writtenRows(),
                        answer.writtenBytes(),
                        answer.resultRows()));
    }

    private static void send(HttpExchange exchange, int status, byte[] body, boolean compressed) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : 0);
        if (body.length > 0) {
            try (OutputStream out = responseBody(exchange, compressed)) {
                out.write(body);
            }
        }
        exchange.close();
    }

    static OutputStream responseBody(HttpExchange exchange, boolean compressed) {
        return compressed ? new Lz4BlockOutputStream(exchange.getResponseBody()) : exchange.getResponseBody();
    }
}
