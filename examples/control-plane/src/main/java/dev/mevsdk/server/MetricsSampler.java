package dev.mevsdk.server;

import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.jobs.clickhouse.ClickHouse;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import dev.mevsdk.transport.control.AgentStatus;
import dev.mevsdk.transport.control.ControlService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Publishes a MetricsUpdate every two seconds: latencies as the slowest agent reports them (percentiles of several agents
 * can't be averaged), the landed share and PnL from settled bundles. While a source is away the last values go out,
 * marked stale.
 */
final class MetricsSampler implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final double LAMPORTS_PER_SOL = 1e9;
    private static final double MICROS_PER_MILLI = 1e3;
    /**
     * Each bundle once, however many records tell of it. Settled means: finalized, rejected or dropped; the original's
     * records have no status and are final. What is only accepted or processed may still go either way. A landed bundle
     * brings its profit less tip and fees; one that did not land costs the fees of its attempts.
     */
    private static final String OUTCOMES = """
            SELECT
                countIf(won AND settled_at > now64(3) - INTERVAL 10 MINUTE) AS landed_bundles,
                countIf(settled_at > now64(3) - INTERVAL 10 MINUTE) AS settled_bundles,
                sum(gain - fees) AS pnl
            FROM
            (
                SELECT
                    max(dt) AS settled_at,
                    max(landed AND status IN ('FINALIZED', '')) AS won,
                    argMaxIf(profit_lamports - toInt64(tip_lamports), dt, landed AND status IN ('FINALIZED', '')) AS gain,
                    max(toInt64(fee_lamports)) AS fees
                FROM bundle_outcomes FINAL
                WHERE dt > now64(3) - INTERVAL 1 HOUR AND status IN ('FINALIZED', 'REJECTED', 'DROPPED', '')
                GROUP BY bundle_id
            )
            """;

    private final ClickHouse clickHouse;
    private final ControlService control;
    private final EventPublisher feed;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "metrics");
        thread.setDaemon(true);
        return thread;
    });
    private MetricsUpdate last = MetricsUpdate.getDefaultInstance();

    private MetricsSampler(ClickHouse clickHouse, ControlService control, EventPublisher feed) {
        this.clickHouse = clickHouse;
        this.control = control;
        this.feed = feed;
    }

    static MetricsSampler start(ClickHouse clickHouse, ControlService control, EventPublisher feed) {
        MetricsSampler sampler = new MetricsSampler(clickHouse, control, feed);
        sampler.clock.scheduleWithFixedDelay(
                sampler::publish, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return sampler;
    }

    private void publish() {
        try {
            last = sample();
        } catch (RuntimeException e) {
            // Whatever it is, the next sample is due: a page that hears nothing can't tell stale from dead.
            last = last.toBuilder().setStale(true).build();
        }
        feed.publish(Envelope.newBuilder()
                .setType(Envelope.Type.METRICS)
                .setMetrics(last)
                .setEmittedAtNs(nowNanos())
                .build());
    }

    private MetricsUpdate sample() {
        List<AgentStatus> agents = Stream.of("arbitrage", "mev")
                .flatMap(module -> control.status(module).agents().stream())
                .filter(agent -> !agent.silent())
                .toList();
        Map<String, Object> outcomes = clickHouse.rows(OUTCOMES, Map.of()).get(0);
        double settled = number(outcomes, "settled_bundles");
        return MetricsUpdate.newBuilder()
                .setHotpathP50(slowest(agents, "emit_p50_us") / MICROS_PER_MILLI)
                .setHotpathP99(slowest(agents, "emit_p99_us") / MICROS_PER_MILLI)
                .setSendP99(slowest(agents, "send_p99_us") / MICROS_PER_MILLI)
                .setLandedPct(settled == 0 ? 0 : number(outcomes, "landed_bundles") / settled)
                .setPnl1H(number(outcomes, "pnl") / LAMPORTS_PER_SOL)
                .setAsOfNs(nowNanos())
                .build();
    }

    private static double slowest(List<AgentStatus> agents, String figure) {
        return agents.stream()
                .mapToDouble(agent -> agent.figures().getOrDefault(figure, 0.0))
                .max()
                .orElse(0);
    }

    private static double number(Map<String, Object> row, String column) {
        return row.get(column) instanceof Number value ? value.doubleValue() : 0;
    }

    private static long nowNanos() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
