package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.event.SourcedEvent;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouseEventSink;
import dev.mevsdk.jobs.clickhouse.Migrations;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.BundleOutcome.Status;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlService;
import dev.mevsdk.transport.control.ControlServiceConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Figures of known outcomes, on the real engine. */
@ExtendWith(EmbeddedServicesExtension.class)
class MetricsSamplerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private final List<SourcedEvent> events = new ArrayList<>();

    @Test
    void landedShareAndPnlCountEachBundleOnce(EmbeddedClickHouse engine) throws Exception {
        ClickHouseConfig config =
                ClickHouseConfig.of(engine.host(), engine.port()).withDatabase("metrics_sampler_it");
        Migrations.apply(config);
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
        // Settled before the last ten minutes: in the PnL of the hour only. A loss: 100 000 - 1 000 000 - 5 000.
        outcome("earlier", Status.FINALIZED, 100_000, 5_000, Duration.ofMinutes(30));
        // Before the hour: in neither.
        outcome("yesterday", Status.FINALIZED, 50_000_000, 5_000, Duration.ofHours(20));

        try (ClickHouse clickHouse = ClickHouse.open(config)) {
            new ClickHouseEventSink(clickHouse).store(events);
            MetricsUpdate metrics = sample(clickHouse, update -> !update.getStale());

            assertThat(metrics.getLandedPct()).isEqualTo(2.0 / 4);
            assertThat(metrics.getPnl1H()).isEqualTo((3_995_000 + 1_000_000 - 7_000 - 905_000) / 1e9, within(1e-12));
        }
    }

    @Test
    void withoutClickHouseTheLastFiguresGoOnMarkedStale() throws Exception {
        try (ClickHouse nobody = ClickHouse.open(ClickHouseConfig.of("127.0.0.1", 1))) {
            assertThat(sample(nobody, MetricsUpdate::getStale).getLandedPct()).isZero();
        }
    }

    private static MetricsUpdate sample(ClickHouse clickHouse, Predicate<MetricsUpdate> wanted) throws Exception {
        BlockingQueue<Envelope> published = new LinkedBlockingQueue<>();
        try (ControlChannel channel = ControlChannel.inMemory();
                ControlService control = ControlService.open(channel, ControlServiceConfig.DEFAULT, event -> {})) {
            await().atMost(LIMIT).until(control::isReady);
            MetricsSampler sampler = MetricsSampler.start(clickHouse, control, published::add);
            try {
                return await().atMost(LIMIT).until(() -> published.take().getMetrics(), wanted);
            } finally {
                sampler.close();
            }
        }
    }

    private void outcome(String bundle, Status status, long profit, long fee, Duration ago) {
        Instant at = Instant.now().minus(ago);
        boolean landed = profit > 0 && status != Status.ACCEPTED;
        Envelope event = Envelope.newBuilder()
                .setType(Envelope.Type.OUTCOME)
                .setEventId(bundle + events.size())
                .setEmittedAtNs(at.toEpochMilli() * 1_000_000)
                .setOutcome(BundleOutcome.newBuilder()
                        .setBundleId(bundle)
                        .setStatus(status)
                        .setLanded(landed)
                        .setTipLamports(1_000_000)
                        .setFeeLamports(fee)
                        .setProfitLamports(profit))
                .build();
        events.add(new SourcedEvent("bundle-outcomes", 0, events.size(), at.toEpochMilli(), event));
    }
}
