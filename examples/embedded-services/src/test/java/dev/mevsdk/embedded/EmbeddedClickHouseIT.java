package dev.mevsdk.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The official client, unmodified, against the embedded engine. */
class EmbeddedClickHouseIT {
    private static EmbeddedClickHouse server;
    private Client client;

    @BeforeAll
    static void startServer() {
        server = EmbeddedClickHouse.create();
        server.start();
    }

    @AfterAll
    static void closeServer() {
        server.close();
    }

    @BeforeEach
    void connect() {
        client = new Client.Builder()
                .addEndpoint(server.address())
                .setUsername("default")
                .setPassword("")
                .setMaxRetries(0)
                .build();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void typedParametersReachTheQueryUnchanged() {
        String nasty = "it's \\ a \"quote\" `tick` \u00e9\u4e2d; DROP TABLE x -- /*\n\t\\N";
        List<GenericRecord> rows = client.queryAll(
                "SELECT {n:UInt64} * 2 AS doubled, {s:String} AS text, {d:DateTime} AS at",
                Map.of("n", "21", "s", nasty, "d", "2024-08-21 12:00:00"));
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).getLong("doubled")).isEqualTo(42);
        assertThat(rows.get(0).getString("text")).isEqualTo(nasty);
    }

    @Test
    void arrowStreamIsOneDocument() throws Exception {
        QuerySettings arrow = new QuerySettings()
                .setFormat(ClickHouseFormat.ArrowStream)
                .serverSetting("output_format_arrow_compression_method", "zstd");
        long rows = 0;
        long sum = 0;
        try (QueryResponse response = client.query(
                                "SELECT number, toString(number) AS text FROM numbers(1000000)", Map.of(), arrow)
                        .get(60, TimeUnit.SECONDS);
                RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(
                        response.getInputStream(), allocator, CommonsCompressionFactory.INSTANCE)) {
            while (reader.loadNextBatch()) {
                var numbers = reader.getVectorSchemaRoot().getVector(0);
                for (int i = 0; i < numbers.getValueCount(); i++) {
                    sum += ((Number) numbers.getObject(i)).longValue();
                }
                rows += numbers.getValueCount();
            }
        }
        assertThat(rows).isEqualTo(1_000_000);
        assertThat(sum).isEqualTo(499_999_500_000L);
    }

    @Test
    void rowsSurviveKillAndRestart() throws Exception {
        client.execute("CREATE TABLE kept (a UInt32, b String) ENGINE = MergeTree ORDER BY a")
                .get();
        insert("kept", "1\tone\n2\t\n3\tthree\n");
        server.kill();
        assertThat(server.isRunning()).isFalse();
        server.start();
        disconnect(); // its pooled connections died with the server
        connect();
        assertThat(client.queryAll("SELECT * FROM kept ORDER BY a")).hasSize(3);
    }

    @Test
    void rowsSurviveStopAndStart() throws Exception {
        client.execute("CREATE TABLE stopped (a UInt32, b String) ENGINE = MergeTree ORDER BY a")
                .get();
        insert("stopped", "1\tone\n");
        server.stop();
        server.start();
        disconnect();
        connect();
        assertThat(client.queryAll("SELECT * FROM stopped")).hasSize(1);
    }

    @Test
    void insertReportsTheRowsItWrote() throws Exception {
        client.execute("CREATE TABLE counted (a UInt32, b String) ENGINE = MergeTree ORDER BY a")
                .get();
        assertThat(insert("counted", "1\tone\n2\ttwo\n")).isEqualTo(2);
        client.execute("INSERT INTO counted VALUES (3, 'a;b'), (4, '\n\nFORMAT CSV')")
                .get();
        client.execute("INSERT INTO counted SELECT number, '' FROM numbers(5, 10)")
                .get();
        assertThat(client.queryAll("SELECT count() AS c FROM counted").get(0).getLong("c"))
                .isEqualTo(14);
    }

    @Test
    void errorsCarryClickHousesCode() {
        assertThat(codeOf("SELECT * FROM no_such_table", new QuerySettings())).isEqualTo(60);
        assertThat(codeOf("SELEC 1", new QuerySettings())).isEqualTo(62);
        assertThat(codeOf("SELECT 1", new QuerySettings().setDatabase("nowhere")))
                .isEqualTo(81);
        assertThat(codeOf("SELECT 1", new QuerySettings().serverSetting("no_such_setting", "1")))
                .isEqualTo(115);
    }

    @Test
    void errorInMidStreamBreaksTheAnswerOff() throws Exception {
        try (QueryResponse response = client.query(
                        "SELECT throwIf(number = 3000000, 'boom') FROM numbers(10000000) SETTINGS max_threads = 1",
                        new QuerySettings().setFormat(ClickHouseFormat.TabSeparated))
                .get(60, TimeUnit.SECONDS)) {
            assertThatThrownBy(() -> drain(response.getInputStream())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void killQueryEndsARunningQueryByTheClientsId() throws Exception {
        QuerySettings named = new QuerySettings()
                .setQueryId("endless-1")
                .setFormat(ClickHouseFormat.TabSeparated)
                .serverSetting("max_block_size", "1000");
        try (QueryResponse response =
                client.query("SELECT number FROM numbers(100000000000)", named).get(60, TimeUnit.SECONDS)) {
            InputStream rows = response.getInputStream();
            assertThat(rows.readNBytes(1 << 20)).hasSize(1 << 20);
            client.query("KILL QUERY WHERE query_id = 'endless-1' ASYNC")
                    .get(60, TimeUnit.SECONDS)
                    .close();
            assertThatThrownBy(() -> drain(rows)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void answersAreTheSameCompressedOrNot() throws Exception {
        for (boolean compressed : new boolean[] {true, false}) {
            try (Client one = new Client.Builder()
                    .addEndpoint(server.address())
                    .setUsername("default")
                    .setPassword("")
                    .compressServerResponse(compressed)
                    .build()) {
                List<GenericRecord> rows = one.queryAll("SELECT number FROM numbers(100000)");
                assertThat(rows).hasSize(100_000);
                assertThat(rows.get(99_999).getLong(1)).isEqualTo(99_999);
            }
        }
    }

    private int codeOf(String sql, QuerySettings settings) {
        return catchThrowableOfType(
                        ServerException.class,
                        () -> client.query(sql, settings).get().close())
                .getCode();
    }

    private long insert(String table, String tsv) throws Exception {
        try (InsertResponse response = client.insert(
                        table,
                        new ByteArrayInputStream(tsv.getBytes(StandardCharsets.UTF_8)),
                        ClickHouseFormat.TabSeparated)
                .get(60, TimeUnit.SECONDS)) {
            return response.getWrittenRows();
        }
    }

    private static void drain(InputStream in) throws IOException {
        in.transferTo(java.io.OutputStream.nullOutputStream());
    }
}
