package dev.mevsdk.agent;

import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.proto.market.TipFloor;
import dev.mevsdk.transport.control.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The decision alone, without gate, clock or Kafka: the same events, policies and model give the same decisions, here
 * and in the agent written in Rust. For one thread.
 */
final class DecisionCore {
    private final String agentId;
    private final Scoring scoring;
    private final AgentFigures figures;
    private @Nullable TipFloor floor;
    private long generation;
    private long sequence;

    DecisionCore(String agentId, Scoring scoring, AgentFigures figures) {
        this.agentId = agentId;
        this.scoring = scoring;
        this.figures = figures;
    }

    /** What the module could act on; null for an event of another kind, and before the first tip floor. */
    @Nullable
    Opportunity opportunity(MarketEvent event, Policy policy) {
        forgetAfterRestart(policy);
        if (event.hasTipFloor()) {
            take(event.getTipFloor());
            return null;
        }
        TipFloor now = floor;
        boolean mev = policy.module().equals("mev");
        if (now == null) {
            return null;
        }
        if (mev && event.hasSandwich()) {
            return new Opportunity.Sandwich(event, now, event.getSandwich());
        }
        return !mev && event.hasArb() ? new Opportunity.Arbitrage(event, now, event.getArb()) : null;
    }

    /** A restart command drops what was cached: here, the tip floor. */
    private void forgetAfterRestart(Policy policy) {
        if (policy.generation() != generation) {
            generation = policy.generation();
            floor = null;
        }
    }

    /** A floor that does not rise from percentile to percentile is damaged: the one before it stays. */
    private void take(TipFloor next) {
        if (Bid.isFloor(next)) {
            floor = next;
        } else {
            figures.unreadable.increment();
        }
    }

    /** Null when the policy leaves it out or too little is to be expected. */
    @Nullable
    Decision decide(Opportunity opportunity, Policy policy) {
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

    /** The decision goes out: the next one has the next sequence number. */
    void emitted(Decision decision) {
        sequence = decision.sequence();
    }
}
