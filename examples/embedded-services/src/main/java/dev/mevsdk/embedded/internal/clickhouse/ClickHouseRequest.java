package dev.mevsdk.embedded.internal.clickhouse;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks: a statement with its typed parameters and settings.
 *
 * @param rows the rows of an INSERT; empty for all else
 */
record ClickHouseRequest(
        Statement statement,
        String format,
        InputStream rows,
        String queryId,
        String database,
        Map<String, String> parameters,
        Map<String, String> settings,
        boolean compressed) {
    private static final int HEAD_BYTES = 1 << 16;
    /** Statements are small; rows are streamed and not counted. */
    private static final int MAX_STATEMENT_BYTES = 16 << 20;
    /** Protocol parameters; every other one is a setting. */
    private static final Set<String> PROTOCOL = Set.of(
            "query",
            "query_id",
            "database",
            "user",
            "password",
            "compress",
            "decompress",
            "default_format",
            "session_id",
            "session_timeout",
            "session_check",
            "quota_key",
            "role",
            "stacktrace",
            "wait_end_of_query",
            "buffer_size",
            "enable_http_compression",
            "client_protocol_version",
            "close_session",
            "http_response_headers");

    static ClickHouseRequest of(HttpExchange exchange) throws IOException, EngineException {
        Map<String, String> query = queryOf(exchange);
        InputStream body = exchange.getRequestBody();
        if ("1".equals(query.get("decompress"))) {
            throw EngineException.of(
                    48,
                    "NOT_IMPLEMENTED",
                    "Compressed requests are not supported by the embedded server: don't set decompress");
        }
        String prefix = query.getOrDefault("query", "");
        byte[] head = body.readNBytes(HEAD_BYTES);
        byte[] joined = join(prefix.isEmpty() ? "" : prefix + "\n", head);
        Statement start = Statement.of(new String(joined, StandardCharsets.ISO_8859_1));
        Statement statement;
        InputStream rows;
        if (start.kind() == Statement.Kind.INSERT && start.dataOffset() >= 0) {
            statement = new Statement(start.kind(), utf8(start.text()), start.format(), start.dataOffset());
            rows = new SequenceInputStream(rowsIn(joined, start), body);
        } else if (start.kind() == Statement.Kind.INSERT && !prefix.isEmpty()) {
            statement = Statement.of(prefix);
            rows = new SequenceInputStream(new ByteArrayInputStream(head), body);
        } else {
            statement = Statement.of(new String(join("", joined, rest(body)), StandardCharsets.UTF_8));
            rows = InputStream.nullInputStream();
        }
        return of(exchange, query, statement, rows);
    }

    private static ClickHouseRequest of(
            HttpExchange exchange, Map<String, String> query, Statement statement, InputStream rows) {
        Map<String, String> parameters = new HashMap<>();
        Map<String, String> settings = new HashMap<>();
        query.forEach((name, value) -> {
            if (name.startsWith("param_")) {
                parameters.put(name.substring("param_".length()), value);
            } else if (!PROTOCOL.contains(name)) {
                settings.put(name, value);
            }
        });
        String fallback = statement.kind() == Statement.Kind.INSERT ? "Values" : "TabSeparated";
        String format = firstOf(
                statement.format(), query.get("default_format"), header(exchange, "X-ClickHouse-Format"), fallback);
        return new ClickHouseRequest(
                statement,
                format,
                rows,
                firstOf(query.get("query_id"), UUID.randomUUID().toString()),
                firstOf(query.get("database"), header(exchange, "X-ClickHouse-Database"), ""),
                parameters,
                settings,
                "1".equals(query.get("compress")));
    }

    private static Map<String, String> queryOf(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Inline rows begin after blanks and one line end, as in ClickHouse's own parser. */
    private static InputStream rowsIn(byte[] joined, Statement start) {
        int at = start.dataOffset();
        while (at < joined.length && (joined[at] == ' ' || joined[at] == '\t' || joined[at] == '\r')) {
            at++;
        }
        if (at < joined.length && joined[at] == '\n') {
            at++;
        }
        return new ByteArrayInputStream(joined, at, joined.length - at);
    }

    private static byte[] rest(InputStream body) throws IOException, EngineException {
        byte[] rest = body.readNBytes(MAX_STATEMENT_BYTES);
        if (body.read() >= 0) {
            throw EngineException.of(62, "SYNTAX_ERROR", "The statement is longer than 16 MiB");
        }
        return rest;
    }

    private static byte[] join(String first, byte[]... parts) {
        byte[] joined = first.getBytes(StandardCharsets.UTF_8);
        for (byte[] part : parts) {
            int at = joined.length;
            joined = Arrays.copyOf(joined, at + part.length);
            System.arraycopy(part, 0, joined, at, part.length);
        }
        return joined;
    }

    private static String utf8(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private static String firstOf(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("no candidate");
    }
}
