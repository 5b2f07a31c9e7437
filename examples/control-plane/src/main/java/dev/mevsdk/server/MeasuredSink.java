package dev.mevsdk.server;

import dev.mevsdk.core.event.EventSink;
import dev.mevsdk.core.event.SourcedEvent;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/** A sink whose inserts are measured; those that fail too, since a slow failure is slow. */
final class MeasuredSink implements EventSink {
    private final EventSink sink;
    private final Timer time;
    private final DistributionSummary events;

    MeasuredSink(EventSink sink, MeterRegistry registry) {
        this.sink = sink;
        this.time = Timer.builder("mev.store")
                .description("time of one insert into ClickHouse")
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30))
                .register(registry);
        this.events = DistributionSummary.builder("mev.store.batch.events")
                .description("events in one insert")
                .serviceLevelObjectives(1, 10, 100, 500, 1000, 5000)
                .register(registry);
    }

    @Override
    public void store(List<SourcedEvent> batch) {
        events.record(batch.size());
        time.record(() -> sink.store(batch));
    }
}
