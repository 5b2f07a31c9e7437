package dev.mevsdk.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsAggregatorTest {
    private static final MetricsConfig QUICK = new MetricsConfig(Duration.ofMillis(20), Duration.ofMillis(200));
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final BlockingQueue<Envelope> feed = new LinkedBlockingQueue<>();
    private final BlockingQueue<ModuleReading> readings = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void release() {
        end.countDown();
    }

    /** A source that does as the test says. */
    private record Said(String name, Supplier<MetricsReading> answer) implements MetricsSource {
        @Override
        public MetricsReading read() {
            return answer.get();
        }

        @Override
        public List<String> modules() {
            return List.of("mev");
        }
    }

    private static Said latencies(double p99) {
        return new Said(
                "agents",
                () -> new MetricsReading(
                        Map.of(Figure.HOTPATH_P50, 1.5, Figure.HOTPATH_P99, p99), List.of(), Instant.now()));
    }

    private static MetricsReading outcomes() {
        return new MetricsReading(
                Map.of(Figure.LANDED, 0.25, Figure.PNL_1H, -1.5),
                List.of(new ModuleReading("mev", 0.25, 4, -1_500_000_000, LONG_AGO)),
                LONG_AGO);
    }

    private MetricsAggregator start(MetricsSource latencies, MetricsSource outcomes) {
        return MetricsAggregator.start(
                new MetricsPlan(
                        Map.of(
                                Figure.HOTPATH_P50, latencies,
                                Figure.HOTPATH_P99, latencies,
                                Figure.SEND_P99, latencies,
                                Figure.LANDED, outcomes,
                                Figure.PNL_1H, outcomes),
                        outcomes),
                QUICK,
                feed::add,
                readings::add);
    }

    private MetricsUpdate awaitUpdate(Predicate<MetricsUpdate> wanted) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> feed.take().getMetrics(), wanted);
    }

    @Test
    void eachFigureComesFromItsSource() {
        try (MetricsAggregator aggregator = start(latencies(9), new Said("store", MetricsAggregatorTest::outcomes))) {
            MetricsUpdate update = awaitUpdate(one -> !one.getStale());
            assertThat(update)
                    .isEqualTo(MetricsUpdate.newBuilder()
                            .setHotpathP50(1.5)
                            .setHotpathP99(9)
                            .setLandedPct(0.25)
                            .setPnl1H(-1.5)
                            .setAsOfNs(LONG_AGO.toEpochMilli() * 1_000_000)
                            .build());
            assertThat(aggregator.sources()).extracting(SourceStatus::stale).containsOnly(false);
        }
    }

    @Test
    void aSourceThatHangsDelaysNobodyAndIsNamed() {
        Said hanging = new Said("store", () -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return outcomes();
        });
        try (MetricsAggregator aggregator = start(latencies(9), hanging)) {
            MetricsUpdate update = awaitUpdate(one -> one.getHotpathP99() == 9);
            assertThat(update.getStale()).isTrue();
            assertThat(update.getMessage()).startsWith("store: no answer for");
            assertThat(update.getLandedPct()).isZero();
        }
    }

    @Test
    void theLastFiguresGoOnMarkedStaleUntilTheSourceIsBack() {
        boolean[] away = {false};
        Said store = new Said("store", () -> {
            if (away[0]) {
                throw MevException.retryable("connection refused: start it", null);
            }
            return outcomes();
        });
        try (MetricsAggregator aggregator = start(latencies(9), store)) {
            awaitUpdate(one -> one.getLandedPct() == 0.25);
            away[0] = true;
            MetricsUpdate stale = awaitUpdate(MetricsUpdate::getStale);
            assertThat(stale.getLandedPct()).isEqualTo(0.25);
            assertThat(stale.getMessage()).isEqualTo("store: connection refused: start it");
            away[0] = false;
            assertThat(awaitUpdate(one -> !one.getStale()).getMessage()).isEmpty();
        }
    }

    @Test
    void modulesAreReadOutEachTimeWithTheirOwnTime() throws Exception {
        try (MetricsAggregator aggregator = start(latencies(9), new Said("store", MetricsAggregatorTest::outcomes))) {
            ModuleReading reading = await().until(readings::take, one -> one.settledBundles() == 4);
            assertThat(reading.asOf()).isEqualTo(LONG_AGO);
            assertThat(readings.take()).isEqualTo(reading);
        }
    }

    /** So that whoever watches their age sees a store that never answered. */
    @Test
    void beforeTheFirstAnswerModulesReadNothingSinceTheStart() throws Exception {
        Instant before = Instant.now();
        Said away = new Said("store", () -> {
            throw MevException.retryable("away", null);
        });
        try (MetricsAggregator aggregator = start(latencies(9), away)) {
            ModuleReading first = readings.take();
            assertThat(first.module()).isEqualTo("mev");
            assertThat(first.landedFraction()).isNaN();
            assertThat(first.asOf()).isBetween(before, Instant.now());
            assertThat(readings.take().asOf()).isEqualTo(first.asOf());
        }
    }

    @Test
    void theListenerIsToldBeforeAFeedThatHangs() {
        MetricsSource store = new Said("store", MetricsAggregatorTest::outcomes);
        MetricsPlan plan = new MetricsPlan(Map.of(Figure.LANDED, store), store);
        EventPublisher hangs = event -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (MetricsAggregator aggregator = MetricsAggregator.start(plan, QUICK, hangs, readings::add)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> !readings.isEmpty());
            assertThat(aggregator.sources()).hasSize(1);
        }
    }

    @Test
    void aListenerThatFailsDoesNotEndTheUpdates() throws Exception {
        MetricsSource store = new Said("store", MetricsAggregatorTest::outcomes);
        MetricsPlan plan = new MetricsPlan(Map.of(Figure.LANDED, store), store);
        try (MetricsAggregator aggregator = MetricsAggregator.start(plan, QUICK, feed::add, reading -> {
            throw new IllegalStateException("a listener's own fault");
        })) {
            feed.take();
            feed.take();
            assertThat(feed.take().hasMetrics()).isTrue();
        }
    }

    @Test
    void configurationsThatCanNotWorkAreRefused() {
        assertThatThrownBy(() -> MetricsConfig.every(Duration.ZERO))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("interval: must be");
        assertThatThrownBy(() -> new MetricsConfig(Duration.ofSeconds(2), Duration.ofSeconds(2)))
                .hasMessageContaining("staleAfter: must be");
    }
}
