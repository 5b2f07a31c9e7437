package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
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
 * can't be averaged), the landed share and PnL from finalized outcomes. While a source is away the last values go out,
 * marked stale.
 */
final class MetricsSampler implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final double LAMPORTS_PER_SOL = 1e9;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final String OUTCOMES = """
            SELECT
                uniqExactIf(bundle_id, status = 'FINALIZED' AND landed AND dt > now64(3) - INTERVAL 10 MINUTE) AS landed,
                uniqExactIf(bundle_id, dt > now64(3) - INTERVAL 10 MINUTE) AS sent,
                sumIf(profit_lamports - toInt64(tip_lamports), status = 'FINALIZED' AND landed) - sum(fee_once) AS pnl
            FROM
            (
                SELECT bundle_id, status, landed, dt, profit_lamports, tip_lamports,
                    if(status = 'FINALIZED' OR status = 'REJECTED', toInt64(fee_lamports), 0) AS fee_once
                FROM bundle_outcomes FINAL
                WHERE dt > now64(3) - INTERVAL 1 HOUR
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
        } catch (MevException e) {
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
        double sent = number(outcomes, "sent");
        return MetricsUpdate.newBuilder()
                .setHotpathP50(slowest(agents, "emit_p50_us") / MICROS_PER_MILLI)
                .setHotpathP99(slowest(agents, "emit_p99_us") / MICROS_PER_MILLI)
                .setSendP99(slowest(agents, "send_p99_us") / MICROS_PER_MILLI)
                .setLandedPct(sent == 0 ? 0 : number(outcomes, "landed") / sent)
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
