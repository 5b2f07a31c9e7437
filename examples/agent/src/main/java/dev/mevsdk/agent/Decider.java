package dev.mevsdk.agent;

import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.transport.control.Policy;
import dev.mevsdk.transport.control.PolicyGate;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** From a market event to an emitted decision, or none, under the gate. For one thread. */
final class Decider {
    private final PolicyGate gate;
    private final DecisionCore core;
    private final DecisionEmitter emitter;
    private final AgentFigures figures;

    Decider(PolicyGate gate, DecisionCore core, DecisionEmitter emitter, AgentFigures figures) {
        this.gate = gate;
        this.core = core;
        this.emitter = emitter;
        this.figures = figures;
    }

    /** @param appendedAtMillis the record's timestamp, ms since the epoch */
    void on(MarketEvent event, long appendedAtMillis) {
        Policy policy = gate.policy();
        Opportunity opportunity = core.opportunity(event, policy);
        if (opportunity == null) {
            return;
        }
        figures.seen.increment();
        if (!gate.tryAdmit()) {
            figures.halted.increment();
            return;
        }
        boolean handedOver = false;
        try {
            // Asked again: what was admitted obeys the policy of its admission.
            Decision decision = core.decide(opportunity, gate.policy());
            // The emitter checks again: the gate may have been closed since.
            if (decision != null && gate.mayEmit()) {
                core.emitted(decision);
                long nowNanos = nowNanos();
                Envelope envelope = decision.toEnvelope(nowNanos);
                handedOver = true;
                emit(envelope, nowNanos / 1_000 - TimeUnit.MILLISECONDS.toMicros(appendedAtMillis));
            }
        } finally {
            if (!handedOver) {
                gate.release();
            }
        }
    }

    /** From here on, the admission is released when the broker has the decision, or never will. */
    private void emit(Envelope envelope, long micros) {
        long from = System.nanoTime();
        emitter.emit(envelope, taken -> {
            gate.release();
            if (taken) {
                figures.emitted.increment();
                figures.hotpath.record(micros);
                figures.send.record(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - from));
            } else {
                figures.notTaken.increment();
            }
        });
    }

    private static long nowNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
