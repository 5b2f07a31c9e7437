package dev.mevsdk.server;

import dev.mevsdk.transport.control.AuditTrail;
import dev.mevsdk.transport.control.ControlService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** How much of the control log is not known to be in the audit's table. */
final class AuditGauge {
    private final ControlService control;
    private final AuditTrail audit;
    private final MultiGauge lag;

    AuditGauge(ControlParts parts, MeterRegistry registry) {
        this.control = parts.service();
        this.audit = parts.audit();
        lag = MultiGauge.builder("mev.control.audit.lag")
                .description("records of the control log that are not known to be stored")
                .baseUnit("records")
                .register(registry);
    }

    /** @throws dev.mevsdk.core.MevException RETRYABLE while the log was not read */
    void sample() {
        // Asked first: what is stored in between must not make the lag negative.
        long stored = audit.storedTo() + 1;
        long records = control.status("mev").position();
        show(List.of(MultiGauge.Row.of(Tags.empty(), Math.max(0, records - stored))));
    }

    void clear() {
        show(List.of());
    }

    private void show(List<MultiGauge.Row<?>> rows) {
        lag.register(rows, true);
    }
}
