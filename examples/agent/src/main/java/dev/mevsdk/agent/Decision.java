package dev.mevsdk.agent;

import com.google.protobuf.ByteString;
import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MevOpportunity;
import dev.mevsdk.transport.control.Policy;

/**
 * What an agent decided, and on what.
 *
 * @param sequence per agent, rising by one
 */
record Decision(String agentId, long sequence, Opportunity opportunity, Scoring.Score score, Bid bid, Policy policy) {
    static final double LAMPORTS_PER_SOL = 1e9;
    private static final String FORM = "1";

    /** The same for the same agent and market event: a repeated decision is recognised. */
    String eventId() {
        return agentId + ":" + opportunity.event().getEventId();
    }

    /** Profit if it lands and is what it seems: gross less costs and tip. */
    long netLamports() {
        return opportunity.grossLamports() - opportunity.costLamports() - bid.tipLamports();
    }

    double netSol() {
        return netLamports() / LAMPORTS_PER_SOL;
    }

    String type() {
        return opportunity instanceof Opportunity.Sandwich ? "sandwich" : "cyclic_arbitrage";
    }

    Envelope toEnvelope(long emittedAtNanos) {
        Envelope.Builder event = Envelope.newBuilder()
                .setEventId(eventId())
                .setEmittedAtNs(emittedAtNanos)
                .setAgentId(agentId)
                .setSequence(sequence)
                .setModelVersion(score.modelVersion())
                .setPolicyVersion(policy.version())
                .setModule(policy.module());
        ByteString raw = ByteString.copyFrom(DecisionJson.of(this));
        if (opportunity instanceof Opportunity.Sandwich) {
            return event.setType(Envelope.Type.MEV).setMev(sandwich(raw)).build();
        }
        return event.setType(Envelope.Type.ARB).setArb(arbitrage(raw)).build();
    }

    private ArbOpportunity arbitrage(ByteString raw) {
        return ArbOpportunity.newBuilder()
                .setVersion(FORM)
                .setSlot(opportunity.event().getSlot())
                .setNetSol(netSol())
                .setNetLamports(netLamports())
                .setClassification(type())
                .setPLandEst(bid.landing())
                .addAllTipLadder(policy.tipLadder())
                .setDex(opportunity.dex())
                .setRaw(raw)
                .build();
    }

    private MevOpportunity sandwich(ByteString raw) {
        return MevOpportunity.newBuilder()
                .setVersion(FORM)
                .setSlot(opportunity.event().getSlot())
                .setAttacker(agentId)
                .setNetSol(netSol())
                .setNetLamports(netLamports())
                .setType(type())
                .setPLandEst(bid.landing())
                .addAllTipLadder(policy.tipLadder())
                .setBundleId(eventId())
                .setDex(opportunity.dex())
                .setRaw(raw)
                .build();
    }
}
