package dev.mevsdk.ml.training;

import dev.mevsdk.jobs.clickhouse.ArrowSource;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/** A database of the test's own on a ClickHouse server, over plain HTTP. */
final class HttpArrow implements ArrowSource {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final String database;

    HttpArrow(String address, String database) {
        this.address = address;
        this.database = database;
        send("CREATE DATABASE " + database, Map.of(), "default");
        for (String table : new String[] {"0001_mev_sandwich", "0002_arbitrage"}) {
            execute(migration(table));
        }
    }

    String address() {
        return address;
    }

    void execute(String sql) {
        send(sql, Map.of(), database);
    }

    /** @param lines one JSON object per row */
    void insert(String table, String lines) {
        send("INSERT INTO " + table + " FORMAT JSONEachRow\n" + lines, Map.of(), database);
    }

    @Override
    public long read(String sql, Map<String, String> parameters, BatchReader reader) {
        long rows = 0;
        String query = sql + " FORMAT ArrowStream SETTINGS output_format_arrow_compression_method='none'";
        try (InputStream body = send(query, parameters, database);
                RootAllocator allocator = new RootAllocator();
                ArrowStreamReader batches = new ArrowStreamReader(body, allocator)) {
            while (batches.loadNextBatch()) {
                rows += batches.getVectorSchemaRoot().getRowCount();
                reader.accept(batches.getVectorSchemaRoot());
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    private InputStream send(String sql, Map<String, String> parameters, String db) {
        StringBuilder uri = new StringBuilder(address + "/?database=" + db);
        parameters.forEach((name, value) -> uri.append("&param_")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri.toString()))
                .POST(BodyPublishers.ofString(sql))
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        new String(response.body().readAllBytes(), StandardCharsets.UTF_8) + "\n" + sql);
            }
            return response.body();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String migration(String name) {
        String path = "/dev/mevsdk/jobs/clickhouse/migrations/" + name + ".sql";
        try (InputStream in = HttpArrow.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().replaceAll(";$", "");
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
