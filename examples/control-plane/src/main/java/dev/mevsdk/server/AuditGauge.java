package dev.mevsdk.server;

import dev.mevsdk.transport.control.AuditTrail;
import dev.mevsdk.transport.control.ControlService;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How much of the control log is not known to be in the audit's table; NaN while the log was not read. */
final class AuditGauge {
    private final ControlService control;
    private final AuditTrail audit;
    private volatile double records = Double.NaN;

    AuditGauge(ControlParts parts, MeterRegistry registry) {
        this.control = parts.service();
        this.audit = parts.audit();
        // Not a MultiGauge: a scrape that meets its only row being replaced finds it twice, and fails.
        Gauge.builder("mev.control.audit.lag", this, gauge -> gauge.records)
                .description("records of the control log that are not known to be stored")
                .baseUnit("records")
                .strongReference(true)
                .register(registry);
    }

    /** @throws dev.mevsdk.core.MevException RETRYABLE while the log was not read */
    void sample() {
        // Asked first: what is stored in between only makes the lag smaller.
        long stored = audit.storedTo() + 1;
        records = Math.max(0, control.status("mev").position() - stored);
    }

    void clear() {
        records = Double.NaN;
    }
}
