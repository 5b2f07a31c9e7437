package dev.mevsdk.jobs.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@link ClickHouse} on the official client, over HTTP. */
final class HttpClickHouse implements ClickHouse {
    private static final long PING_MILLIS = 3_000;
    private static final int MAX_CONNECTIONS = 32;

    private final ClickHouseConfig config;
    private final ServerErrors errors;
    private final AbandonableSelects selects = new AbandonableSelects(this);
    private final Client client;

    HttpClickHouse(ClickHouseConfig config) {
        this.config = config;
        this.errors = new ServerErrors(config);
        Client.Builder builder = new Client.Builder();
        config.tls().ifPresent(tls -> builder.setSSLContext(tls.context()));
        this.client = builder.addEndpoint(
                        (config.tls().isPresent() ? "https://" : "http://") + config.host() + ":" + config.port())
                .setUsername(config.user())
                .setPassword(config.password())
                .setDefaultDatabase(config.database())
                .setMaxConnections(MAX_CONNECTIONS)
                .setConnectTimeout(config.connectTimeout().toMillis(), ChronoUnit.MILLIS)
                .setConnectionRequestTimeout(config.connectTimeout().toMillis(), ChronoUnit.MILLIS)
                .setSocketTimeout(config.readTimeout().toMillis(), ChronoUnit.MILLIS)
                .setExecutionTimeout(config.queryTimeout().toMillis(), ChronoUnit.MILLIS)
                // Repeating is decided here, where it is known which statements may be repeated.
                .setMaxRetries(0)
                .retryOnFailures(ClientFaultCause.None)
                .compressServerResponse(false)
                .compressClientRequest(false)
                .useServerTimeZone(false)
                .useTimeZone("UTC")
                .serverSetting(
                        "max_execution_time",
                        Long.toString(Math.max(1, config.queryTimeout().toSeconds())))
                .build();
    }

    @Override
    public boolean ping() {
        return client.ping(PING_MILLIS);
    }

    @Override
    public List<Map<String, Object>> rows(String sql, Map<String, String> parameters) {
        QuerySettings settings = new QuerySettings()
                .setFormat(ClickHouseFormat.JSONEachRow)
                .serverSetting("output_format_json_quote_64bit_integers", "0")
                .serverSetting("http_write_exception_in_output_format", "0")
                // The answer starts only once it is complete, so that an error has a status of its own.
                .setOption("clickhouse_setting_wait_end_of_query", "1");
        try (QueryResponse response = start(sql, parameters, settings)) {
            return JsonRows.read(response.getInputStream(), response.getResultRows());
        } catch (Exception e) {
            throw errors.translate(e);
        }
    }

    @Override
    public SelectResult select(String sql, Map<String, String> parameters, SelectLimits limits) {
        try {
            return selects.run(queryId -> new LimitedSelect(this, limits, queryId).run(sql, parameters));
        } catch (Exception e) {
            throw errors.translate(e);
        }
    }

    @Override
    public void execute(String sql, Map<String, String> parameters) {
        QuerySettings settings = TypedParameters.bind(sql, parameters, new QuerySettings());
        try (QueryResponse response = client.query(sql, settings).get(waitMillis(), TimeUnit.MILLISECONDS)) {
            response.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (Exception e) {
            throw errors.translate(e);
        }
    }

    @Override
    public void insert(String table, byte[] jsonLines) {
        InsertSettings settings = new InsertSettings()
                .serverSetting("input_format_skip_unknown_fields", "0")
                .serverSetting("async_insert", "0")
                // A batch may span many months, when a backlog or recorded data is read.
                .serverSetting("max_partitions_per_insert_block", "0");
        try (InsertResponse response = client.insert(
                        table, new ByteArrayInputStream(jsonLines), ClickHouseFormat.JSONEachRow, settings)
                .get(waitMillis(), TimeUnit.MILLISECONDS)) {
            response.getWrittenRows();
        } catch (Exception e) {
            throw errors.translate(e);
        }
    }

    @Override
    public ArrowSource arrow() {
        return new HttpArrowSource(this, config, errors);
    }

    /** Starts a query that only reads: when a pooled connection turns out to be dead, it is asked again. */
    QueryResponse start(String sql, Map<String, String> parameters, QuerySettings settings) throws Exception {
        TypedParameters.bind(sql, parameters, settings);
        try {
            return client.query(sql, settings).get(waitMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            if (!ServerErrors.isStaleConnection(e)) {
                throw e;
            }
            return client.query(sql, settings).get(waitMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Ends a query by the id its settings carry. Failing to do so is no error: the query ends by its own limits. */
    void kill(String queryId) {
        try {
            execute("KILL QUERY WHERE query_id = '" + queryId + "' ASYNC", Map.of());
        } catch (RuntimeException e) {
            System.getLogger(HttpClickHouse.class.getName())
                    .log(System.Logger.Level.DEBUG, "query {0} could not be killed", queryId);
        }
    }

    private long waitMillis() {
        return config.queryTimeout().plus(config.connectTimeout()).toMillis();
    }

    @Override
    public void close() {
        selects.close();
        client.close();
    }

    /** For a stream that is closed on the error path, where the first error is the one that counts. */
    static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // The stream was broken before.
        } catch (Exception e) {
            System.getLogger(HttpClickHouse.class.getName())
                    .log(
                            System.Logger.Level.DEBUG,
                            "answer not closed: {0}",
                            e.getClass().getName());
        }
    }
}
