package dev.mevsdk.server;

import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Shows the last MetricsUpdate on its way to the feed as gauges too: an alert needs no WebSocket. */
final class FigureGauges implements EventPublisher {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final EventPublisher feed;
    private final MeterRegistry registry;
    private volatile MetricsUpdate last =
            MetricsUpdate.newBuilder().setStale(true).build();

    FigureGauges(EventPublisher feed, MeterRegistry registry) {
        this.feed = feed;
        this.registry = registry;
        String hotpath = "Kafka append to emit, at agents";
        quantile("mev.hotpath", hotpath, "0.5", MetricsUpdate::getHotpathP50);
        quantile("mev.hotpath", hotpath, "0.99", MetricsUpdate::getHotpathP99);
        quantile("mev.send", "emit to broker ack, at agents", "0.99", MetricsUpdate::getSendP99);
        gauge("mev.landed", "share of settled bundles that landed, last 10 minutes", MetricsUpdate::getLandedPct)
                .baseUnit("ratio")
                .register(registry);
        gauge("mev.pnl.1h", "profit less tips and fees of the last hour", MetricsUpdate::getPnl1H)
                .baseUnit("sol")
                .register(registry);
        gauge("mev.figures.stale", "1 while a source of these figures is away", update -> update.getStale() ? 1 : 0)
                .register(registry);
    }

    private void quantile(String name, String what, String quantile, ToDoubleFunction<MetricsUpdate> millis) {
        gauge(name, what, update -> millis.applyAsDouble(update) / MILLIS_PER_SECOND)
                .baseUnit("seconds")
                .tag("quantile", quantile)
                .register(registry);
    }

    private Gauge.Builder<FigureGauges> gauge(String name, String what, ToDoubleFunction<MetricsUpdate> value) {
        return Gauge.builder(name, this, gauges -> value.applyAsDouble(gauges.last))
                .description(what)
                .strongReference(true);
    }

    @Override
    public void publish(Envelope event) {
        if (event.hasMetrics()) {
            last = event.getMetrics();
        }
        feed.publish(event);
    }
}
