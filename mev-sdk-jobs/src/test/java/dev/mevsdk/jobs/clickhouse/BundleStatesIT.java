package dev.mevsdk.jobs.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mevsdk.core.bundle.BundleState;
import dev.mevsdk.core.event.SourcedEvent;
import dev.mevsdk.core.metrics.Figure;
import dev.mevsdk.core.metrics.MetricsReading;
import dev.mevsdk.core.metrics.ModuleReading;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.BundleOutcome.Status;
import dev.mevsdk.proto.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BundleStatesIT {
    private static final int BUNDLES = 3_000;
    private static final List<String> MODULES = List.of("arbitrage", "mev");

    private static Engine engine;
    private final List<SourcedEvent> events = new ArrayList<>();
    private ClickHouse clickHouse;

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
    }

    @AfterEach
    void close() {
        clickHouse.close();
    }

    @Test
    void theViewAndTheFoldAgreeOnEveryHistory() {
        long seed = System.nanoTime();
        RandomBundles bundles = new RandomBundles(seed, BUNDLES);
        new ClickHouseEventSink(clickHouse).store(bundles.records);
        List<Map<String, Object>> rows = clickHouse.rows(
                "SELECT * FROM bundle_states(since = {since:DateTime64(3, 'UTC')}) ORDER BY bundle_id",
                Map.of("since", "2026-01-01 00:00:00"));
        assertThat(rows).as("seed %d", seed).hasSize(BUNDLES);
        for (Map<String, Object> row : rows) {
            Object bundle = row.get("bundle_id");
            BundleState state = bundles.histories.get(bundle).state();
            assertThat(row).as("seed %d, %s", seed, bundle).containsAllEntriesOf(expected(state));
        }
    }

    private static Map<String, Object> expected(BundleState state) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("module", state.module());
        columns.put("agent_id", state.agentId());
        columns.put("state", state.phase().name());
        columns.put("settled", state.phase().isSettled() ? 1 : 0);
        columns.put("reason", state.reason());
        columns.put("since", EventTime.format(state.since()));
        columns.put("missing", state.missing());
        columns.put("conflict", state.conflict());
        columns.put("explanation", state.explanation());
        columns.put("tip_lamports", (int) state.tipLamports());
        columns.put("fee_lamports", (int) state.feeLamports());
        columns.put("profit_lamports", (int) state.profitLamports());
        columns.put("pnl_lamports", (int) state.pnlLamports());
        return columns;
    }

    @Test
    void landedShareAndPnlCountEachBundleOnce() {
        // Landed: 5 000 000 - 1 000 000 tip - 5 000 fee. Told of four times, finalized twice.
        outcome("won", Status.ACCEPTED, 5_000_000, 5_000, Duration.ofMinutes(4));
        outcome("won", Status.PROCESSED, 5_000_000, 5_000, Duration.ofMinutes(3));
        outcome("won", Status.FINALIZED, 5_000_000, 5_000, Duration.ofMinutes(2));
        outcome("won", Status.FINALIZED, 5_000_000, 5_000, Duration.ofMinutes(1));
        // The original's record: no status, and landed is final. 2 000 000 - 1 000 000.
        outcome("original", Status.STATUS_UNSPECIFIED, 2_000_000, 0, Duration.ofMinutes(2));
        // Failed attempts cost their fees, once each.
        outcome("lost", Status.REJECTED, 0, 7_000, Duration.ofMinutes(2));
        outcome("lost", Status.REJECTED, 0, 7_000, Duration.ofMinutes(1));
        outcome("dropped", Status.DROPPED, 0, 0, Duration.ofMinutes(1));
        // Not settled: neither landed nor lost.
        outcome("pending", Status.PROCESSED, 9_000_000, 5_000, Duration.ofMinutes(1));
        // Rejected once, and under way again.
        outcome("again", Status.REJECTED, 0, 0, Duration.ofMinutes(2));
        outcome("again", Status.ACCEPTED, 0, 0, Duration.ofMinutes(1));
        // Settled before the last ten minutes: in the PnL of the hour only. A loss: 100 000 - 1 000 000 - 5 000.
        outcome("earlier", Status.FINALIZED, 100_000, 5_000, Duration.ofMinutes(30));
        // Before the hour, though told of again since: in neither.
        outcome("before", Status.FINALIZED, 50_000_000, 5_000, Duration.ofMinutes(70));
        outcome("before", Status.FINALIZED, 50_000_000, 5_000, Duration.ofMinutes(1));
        outcome("yesterday", Status.FINALIZED, 50_000_000, 5_000, Duration.ofHours(20));
        new ClickHouseEventSink(clickHouse).store(events);

        MetricsReading reading = new ClickHouseMetrics(clickHouse, MODULES).read();

        long pnl = 3_995_000 + 1_000_000 - 7_000 - 905_000;
        assertThat(reading.figures()).containsEntry(Figure.LANDED, 2.0 / 4);
        assertThat(reading.figures().get(Figure.PNL_1H)).isEqualTo(pnl / 1e9, within(1e-12));
        assertThat(reading.modules()).hasSize(2);
        ModuleReading idle = reading.modules().get(0);
        assertThat(idle.module()).isEqualTo("arbitrage");
        assertThat(idle.landedFraction()).isNaN();
        ModuleReading mev = reading.modules().get(1);
        assertThat(mev).isEqualTo(new ModuleReading("mev", 2.0 / 4, 4, pnl, reading.asOf()));
    }

    @Test
    void whatIsDatedIntoTheFutureCountsAgainstAModuleAlone() {
        outcome("now", Status.FINALIZED, 2_000_000, 5_000, Duration.ofMinutes(1));
        outcome("profit to come", Status.FINALIZED, 90_000_000, 5_000, Duration.ofHours(-3));
        outcome("loss to come", Status.FINALIZED, 100_000, 5_000, Duration.ofHours(-3));
        outcome("some other day", Status.REJECTED, 0, 7_000, Duration.ofDays(-3));
        new ClickHouseEventSink(clickHouse).store(events);

        MetricsReading reading = new ClickHouseMetrics(clickHouse, MODULES).read();

        assertThat(reading.modules().get(1))
                .isEqualTo(new ModuleReading("mev", 1.0 / 3, 3, 995_000 - 905_000, reading.asOf()));
    }

    /** As many as it takes for a sum of 64 bits to turn over. */
    @Test
    void lossesBeyondAllNumbersStayLosses() {
        long million = 1_000_000_000_000_000L;
        for (int i = 0; i < 10_000; i++) {
            outcome("absurd " + i, Status.REJECTED, 0, million, Duration.ofMinutes(1));
        }
        new ClickHouseEventSink(clickHouse).store(events);

        MetricsReading reading = new ClickHouseMetrics(clickHouse, MODULES).read();

        assertThat(reading.modules().get(1).pnlLamports1h()).isLessThan(-9_000_000_000_000_000_000L);
        assertThat(reading.figures().get(Figure.PNL_1H)).isLessThan(-9e9);
    }

    @Test
    void withoutOutcomesNothingIsGuessed() {
        MetricsReading reading = new ClickHouseMetrics(clickHouse, MODULES).read();
        assertThat(reading.figures()).containsOnlyKeys(Figure.PNL_1H).containsEntry(Figure.PNL_1H, 0.0);
        assertThat(reading.modules()).extracting(ModuleReading::settledBundles).containsOnly(0L);
    }

    private void outcome(String bundle, Status status, long profit, long fee, Duration ago) {
        Instant at = Instant.now().minus(ago);
        Envelope event = Envelope.newBuilder()
                .setType(Envelope.Type.OUTCOME)
                .setModule("mev")
                .setEmittedAtNs(at.toEpochMilli() * 1_000_000)
                .setOutcome(BundleOutcome.newBuilder()
                        .setBundleId(bundle)
                        .setStatus(status)
                        .setLanded(profit > 0 && status != Status.ACCEPTED)
                        .setTipLamports(1_000_000)
                        .setFeeLamports(fee)
                        .setProfitLamports(profit))
                .build();
        events.add(new SourcedEvent("bundle-outcomes", 0, events.size(), at.toEpochMilli(), event));
    }
}
