package dev.mevsdk.jobs.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig.ArrowCompression;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrowSourceIT {
    private static final String MANY = "SELECT number, toString(number) AS s FROM numbers(300000)";
    private static Engine engine;
    private static ArrowFaultProxy proxy;
    private static ClickHouse direct;
    private static ClickHouse spoiled;

    @BeforeAll
    static void start() throws Exception {
        engine = new Engine();
        proxy = new ArrowFaultProxy(engine.server.address());
        direct = ClickHouse.open(engine.config());
        spoiled = ClickHouse.open(ClickHouseConfig.of("127.0.0.1", proxy.port()));
    }

    @AfterAll
    static void stop() {
        direct.close();
        spoiled.close();
        proxy.close();
        engine.close();
    }

    @ParameterizedTest
    @EnumSource(ArrowCompression.class)
    void allRowsArriveWhicheverTheCompression(ArrowCompression compression) {
        try (ClickHouse one = ClickHouse.open(engine.config().withArrowCompression(compression))) {
            AtomicLong seen = new AtomicLong();
            long rows = one.arrow().read(MANY, Map.of(), batch -> seen.addAndGet(batch.getRowCount()));
            assertThat(rows).isEqualTo(300_000).isEqualTo(seen.get());
        }
    }

    @Test
    void typedParametersArriveUnchanged() {
        String text = "it's \\ \"q\" `t`\n\t\\N é中 -- /* {x:Int8}";
        AtomicLong matches = new AtomicLong();
        direct.arrow()
                .read(
                        "SELECT {s:String} AS s, {a:Array(String)} AS a, {d:DateTime64(3, 'UTC')} AS d",
                        Map.of("s", text, "a", "['it\\'s','b']", "d", "2024-08-21 12:00:00.123"),
                        batch -> {
                            if (batch.getVector("s").getObject(0).toString().equals(text)
                                    && batch.getVector("a")
                                            .getObject(0)
                                            .toString()
                                            .equals("[\"it's\",\"b\"]")) {
                                matches.incrementAndGet();
                            }
                        });
        assertThat(matches).hasValue(1);
    }

    @Test
    void anEmptyResultIsNoError() {
        assertThat(direct.arrow().read("SELECT 1 AS one WHERE 0", Map.of(), batch -> {}))
                .isZero();
    }

    @Test
    void aStreamCutBetweenTwoBatchesIsAnError() {
        proxy.cutAfter(3, new byte[0]);
        assertRetryable("broke off");
    }

    @Test
    void theStockReaderTakesTheSameCutForTheEnd() throws Exception {
        proxy.cutAfter(3, new byte[0]);
        long rows = 0;
        try (Client client = new Client.Builder()
                        .addEndpoint("http://127.0.0.1:" + proxy.port())
                        .setUsername("default")
                        .setPassword("")
                        .compressServerResponse(false)
                        .build();
                QueryResponse answer = client.query(
                                MANY,
                                new QuerySettings()
                                        .setFormat(ClickHouseFormat.ArrowStream)
                                        .serverSetting("output_format_arrow_compression_method", "zstd"))
                        .get(60, TimeUnit.SECONDS);
                RootAllocator memory = new RootAllocator();
                ArrowStreamReader batches =
                        new ArrowStreamReader(answer.getInputStream(), memory, CommonsCompressionFactory.INSTANCE)) {
            while (batches.loadNextBatch()) {
                rows += batches.getVectorSchemaRoot().getRowCount();
            }
        }
        assertThat(rows).isPositive().isLessThan(300_000);
    }

    @Test
    void anEndMarkerTooEarlyIsAnErrorWhenTheServerStatesMore() {
        proxy.cutAfter(1, new byte[] {-1, -1, -1, -1, 0, 0, 0, 0});
        assertThatThrownBy(() -> spoiled.arrow().read("SELECT number FROM numbers(10)", Map.of(), batch -> {}))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.RETRYABLE))
                .hasMessageContaining("states");
    }

    @Test
    void anExceptionWithinTheStreamIsReported() {
        proxy.cutAfter(
                2,
                "Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertRetryable("Memory limit exceeded");
    }

    @Test
    void absurdLengthsAreErrorsAndNoAllocations() {
        ByteBuffer absurd = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        proxy.cutAfter(2, absurd.putInt(0, -1).putInt(4, 0x7FFFFFF8).array());
        assertRetryable("declares 2147483640 bytes");
    }

    @Test
    void anErrorInMidStreamIsAnErrorHere() {
        assertThatThrownBy(() -> direct.arrow()
                        .read(
                                "SELECT throwIf(number = 2000000, 'boom') AS x FROM numbers(5000000)"
                                        + " SETTINGS max_threads = 1, max_block_size = 10000",
                                Map.of(),
                                batch -> {}))
                .isInstanceOf(MevException.class);
    }

    @Test
    void aReaderThatFailsEndsTheQuery() {
        assertThatThrownBy(() -> direct.arrow().read("SELECT number FROM numbers(100000000000)", Map.of(), batch -> {
                    throw new IllegalStateException("enough");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        Awaitility.await().untilAsserted(() -> assertThat(direct.number(
                        "SELECT count() FROM system.processes WHERE query LIKE '%numbers(1000000%'"
                                + " AND query NOT LIKE '%system.processes%'",
                        Map.of()))
                .isZero());
    }

    private static void assertRetryable(String message) {
        assertThatThrownBy(() -> spoiled.arrow().read(MANY, Map.of(), batch -> {}))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.RETRYABLE))
                .hasMessageContaining(message);
    }
}
