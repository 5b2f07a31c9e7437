package dev.mevsdk.agent;

import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.proto.market.TipFloor;
import dev.mevsdk.transport.control.Policy;
import dev.mevsdk.transport.control.PolicyGate;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** From a market event to a decision, or none. For one thread. */
final class Decider {
    private final String agentId;
    private final PolicyGate gate;
    private final Scoring scoring;
    private final DecisionEmitter emitter;
    private final AgentFigures figures;
    private @Nullable TipFloor floor;
    private long generation;
    private long sequence;

    Decider(String agentId, PolicyGate gate, Scoring scoring, DecisionEmitter emitter, AgentFigures figures) {
        this.agentId = agentId;
        this.gate = gate;
        this.scoring = scoring;
        this.emitter = emitter;
        this.figures = figures;
    }

    /** @param appendedAtMillis the record's timestamp, ms since the epoch */
    void on(MarketEvent event, long appendedAtMillis) {
        if (event.hasTipFloor()) {
            floor = event.getTipFloor();
            return;
        }
        Opportunity opportunity = opportunity(event);
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
            Decision decision = decide(opportunity, gate.policy());
            // The emitter checks again: the gate may have been closed since.
            if (decision != null && gate.mayEmit()) {
                sequence = decision.sequence();
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

    private @Nullable Opportunity opportunity(MarketEvent event) {
        forgetAfterRestart();
        TipFloor now = floor;
        boolean mev = gate.policy().module().equals("mev");
        if (now == null) {
            return null;
        }
        if (mev && event.hasSandwich()) {
            return new Opportunity.Sandwich(event, now, event.getSandwich());
        }
        return !mev && event.hasArb() ? new Opportunity.Arbitrage(event, now, event.getArb()) : null;
    }

    /** A restart command drops what was cached: here, the tip floor. */
    private void forgetAfterRestart() {
        long current = gate.policy().generation();
        if (current != generation) {
            generation = current;
            floor = null;
        }
    }

    private @Nullable Decision decide(Opportunity opportunity, Policy policy) {
        if (Throttle.leavesOut(opportunity.event().getEventId(), policy.throttlePct())) {
            figures.throttled.increment();
            return null;
        }
        Scoring.Score score = scoring.score(opportunity);
        Bid bid = Bid.best(opportunity, score.quality(), policy.tipLadder());
        if (bid == null || bid.expectedLamports() / Decision.LAMPORTS_PER_SOL < policy.evMin()) {
            figures.belowThreshold.increment();
            return null;
        }
        return new Decision(agentId, sequence + 1, opportunity, score, bid, policy);
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
