package dev.mevsdk.jobs.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.event.SourcedEvent;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MevOpportunity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClickHouseEventSinkIT {
    private static Engine engine;
    private ClickHouse clickHouse;
    private ClickHouseEventSink sink;

    @BeforeAll
    static void startEngine() {
        engine = new Engine();
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
    }

    @BeforeEach
    void prepare() {
        ClickHouseConfig config = engine.freshDatabase();
        Migrations.apply(config);
        clickHouse = ClickHouse.open(config);
        sink = new ClickHouseEventSink(clickHouse);
    }

    @AfterEach
    void close() {
        clickHouse.close();
    }

    @Test
    void aJsonRecordsPartsBecomeColumns() {
        sink.store(List.of(Decisions.mevWithRaw(1, """
                {"ts": 1724241601.25, "dex": "raydium_v4", "frontrun": {"effective_price": 1.0e-9}, "victims": [1, 2],
                 "profit": {"net_sol": 1.5}, "structure": {"inventory_alignment": 0.9}, "confidence": 0.75,
                 "label_is_sandwich": true, "other": "kept elsewhere"}""")));
        Map<String, Object> row =
                clickHouse.rows("SELECT * FROM mev_sandwich", Map.of()).get(0);
        assertThat(row)
                .containsEntry("dt", "2024-08-21 12:00:01.250")
                .containsEntry("dex", "raydium_v4")
                .containsEntry("frontrun_json", "{\"effective_price\":1.0E-9}")
                .containsEntry("victims_json", "[1,2]")
                .containsEntry("backrun_json", "")
                .containsEntry("profit_json", "{\"net_sol\":1.5}")
                .containsEntry("confidence", 0.75)
                .containsEntry("label_is_sandwich", 1)
                .containsEntry("tip_ladder", List.of(0.5))
                .containsEntry("slot", new java.math.BigInteger("18446744073709551615"));
        assertThat(clickHouse.rows(
                        "SELECT toFloat64(JSON_VALUE(frontrun_json, '$.effective_price')) AS px FROM mev_sandwich",
                        Map.of()))
                .containsExactly(Map.of("px", 1.0e-9));
    }

    /** ClickHouse refuses half a surrogate pair, and with it the whole batch: one such record must not stop the ingest. */
    @Test
    void textThatIsNoUnicodeIsStoredWithoutIt() {
        Envelope mev = Envelope.newBuilder()
                .setMev(MevOpportunity.newBuilder().setAttacker("A\ud800x").setDex("orca"))
                .setEventId("\udc00")
                .build();
        sink.store(List.of(
                new SourcedEvent("t", 0, 1, 1_724_241_600_000L, mev),
                Decisions.mevWithRaw(2, "{\"frontrun\": {\"note\": \"\\ud800\"}, \"dex\": \"\\udfff\"}")));
        assertThat(clickHouse.rows("SELECT attacker, event_id FROM mev_sandwich WHERE kafka_offset = 1", Map.of()))
                .containsExactly(Map.of("attacker", "A?x", "event_id", "?"));
        assertThat(clickHouse.number("SELECT count() FROM mev_sandwich", Map.of()))
                .isEqualTo(2);
    }

    @Test
    void anEventWithoutJsonGivesItsFields() {
        Envelope mev = Envelope.newBuilder()
                .setMev(MevOpportunity.newBuilder().setDex("orca").setNetSol(Double.NaN))
                .setSequence(7)
                .build();
        Envelope outcome = Envelope.newBuilder()
                .setOutcome(BundleOutcome.newBuilder()
                        .setBundleId("b")
                        .setLanded(true)
                        .setTipLamports(5)
                        .setProfitLamports(-3)
                        .setStatus(BundleOutcome.Status.FINALIZED))
                .build();
        sink.store(List.of(
                new SourcedEvent("t", 0, 1, 1_724_241_600_000L, mev),
                new SourcedEvent("t", 0, 2, 1_724_241_600_000L, outcome)));
        assertThat(clickHouse
                        .rows(
                                "SELECT dt, dex, label_is_sandwich, agent_sequence, isNaN(net_sol) AS nan FROM mev_sandwich",
                                Map.of())
                        .get(0))
                .containsEntry("dt", "2024-08-21 12:00:00.000")
                .containsEntry("dex", "orca")
                .containsEntry("label_is_sandwich", null)
                .containsEntry("agent_sequence", 7)
                .containsEntry("nan", 1);
        assertThat(clickHouse.rows("SELECT * FROM bundle_outcomes", Map.of()).get(0))
                .containsEntry("landed", 1)
                .containsEntry("tip_lamports", 5)
                .containsEntry("profit_lamports", -3)
                .containsEntry("status", "FINALIZED");
    }

    @Test
    void eventsDeliveredAgainInOtherBoundsAddOnlyWhatIsMissing() {
        sink.store(Decisions.range(0, 0, 300));
        sink.store(Decisions.range(0, 100, 400));
        new ClickHouseEventSink(clickHouse).store(Decisions.range(0, 0, 450));
        sink.store(Decisions.range(1, 0, 10));
        assertThat(storedRows()).isEqualTo(460);
        assertThat(distinctRows()).isEqualTo(460);
    }

    @Test
    void eachRecordIsOneRow_whenTheEngineIsKilledDuringIngest() {
        AtomicLong acknowledged = new AtomicLong();
        CompletableFuture<Void> ingest = CompletableFuture.runAsync(() -> ingest(acknowledged, 12_000));
        for (int kill = 1; kill <= 3; kill++) {
            long goOnAt = kill * 2_500L;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> acknowledged.get() >= goOnAt || ingest.isDone());
            assertThat(ingest).as("still ingesting when killed").isNotDone();
            engine.server.kill();
            engine.server.start();
        }
        ingest.orTimeout(120, java.util.concurrent.TimeUnit.SECONDS).join();
        assertThat(storedRows()).isEqualTo(12_000);
        assertThat(distinctRows()).isEqualTo(12_000);
    }

    @Test
    void theWatermarkIsTheServersClockLessTheLateness() {
        Instant bound = new ClickHouseWatermark(clickHouse, Duration.ofMinutes(5)).completeBefore("mev_sandwich");
        assertThat(bound)
                .isBetween(Instant.now().minusSeconds(330), Instant.now().minusSeconds(290));
    }

    /** A consumer whose process dies now and then between insert and commit: it goes back, and cuts batches anew. */
    private void ingest(AtomicLong acknowledged, long total) {
        long committed = 0;
        int round = 0;
        while (committed < total) {
            long to = Math.min(total, committed + 100 + round * 37 % 150);
            round++;
            try {
                sink.store(Decisions.range(0, committed, to));
                committed = round % 5 == 0 ? Math.max(0, committed - 60) : to;
                acknowledged.set(committed);
            } catch (MevException e) {
                if (e.category() != MevException.Category.RETRYABLE) {
                    throw e;
                }
                committed = Math.max(0, committed - 30);
            }
        }
    }

    private long storedRows() {
        return sum("count()");
    }

    private long distinctRows() {
        return sum("uniqExact(kafka_topic, kafka_partition, kafka_offset)");
    }

    private long sum(String aggregate) {
        long sum = 0;
        for (EventTable table : EventTable.values()) {
            sum += clickHouse.number("SELECT " + aggregate + " FROM " + table.tableName(), Map.of());
        }
        return sum;
    }
}
