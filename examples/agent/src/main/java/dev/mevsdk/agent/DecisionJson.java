package dev.mevsdk.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.mevsdk.proto.market.Leg;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The decision in the nested JSON form, with the numbers it was made on. What is unknown is left out. */
final class DecisionJson {
    /** Doubles in their shortest form on every Java version; before 19 the JDK's own writes some of them longer. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private DecisionJson() {}

    static byte[] of(Decision decision) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            common(out, decision);
            profit(out, decision);
            if (decision.opportunity() instanceof Opportunity.Arbitrage found) {
                arbitrage(out, found);
            } else if (decision.opportunity() instanceof Opportunity.Sandwich found) {
                sandwich(out, decision, found);
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void common(JsonGenerator out, Decision decision) throws IOException {
        Opportunity opportunity = decision.opportunity();
        out.writeStringField("version", "1");
        out.writeNumberField("slot", opportunity.event().getSlot());
        out.writeStringField("dex", opportunity.dex());
        out.writeStringField("market_event_id", opportunity.event().getEventId());
        out.writeStringField("bundle_id", decision.eventId());
        out.writeNumberField("tip_lamports", decision.bid().tipLamports());
        out.writeObjectFieldStart("classification");
        out.writeStringField("type", decision.type());
        out.writeEndObject();
        out.writeObjectFieldStart("decision_meta");
        out.writeNumberField("p_land_est", decision.bid().landing());
        out.writeNumberField("quality", decision.score().quality());
        out.writeNumberField("expected_lamports", decision.bid().expectedLamports());
        out.writeObjectFieldStart("tip_policy");
        out.writeNumberField("percentile", decision.bid().percentile());
        out.writeArrayFieldStart("ladder");
        for (double rung : decision.policy().tipLadder()) {
            out.writeNumber(rung);
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void profit(JsonGenerator out, Decision decision) throws IOException {
        out.writeObjectFieldStart("profit");
        out.writeNumberField("net_sol", decision.netSol());
        out.writeNumberField("gross_lamports", decision.opportunity().grossLamports());
        out.writeNumberField("cost_lamports", decision.opportunity().costLamports());
        out.writeEndObject();
    }

    private static void arbitrage(JsonGenerator out, Opportunity.Arbitrage found) throws IOException {
        out.writeArrayFieldStart("legs");
        for (Leg leg : found.candidate().getLegsList()) {
            out.writeStartObject();
            out.writeStringField("pool", leg.getPool());
            out.writeStringField("dex", leg.getDex());
            out.writeStringField("in_mint", leg.getInMint());
            out.writeStringField("out_mint", leg.getOutMint());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeObjectFieldStart("market");
        number(out, "gross_edge_bps", found.grossEdgeBps());
        number(out, "volatility_5s_bps", found.candidate().getVolatility5SBps());
        out.writeNumberField("min_liquidity_lamports", found.candidate().getMinLiquidityLamports());
        out.writeNumberField("input_lamports", found.candidate().getInputLamports());
        out.writeNumberField("tip_floor_p50_lamports", found.floor().getP50Lamports());
        out.writeEndObject();
        out.writeObjectFieldStart("structure");
        out.writeNumberField("n_legs", found.candidate().getLegsCount());
        out.writeNumberField("n_dexes", found.dexes());
        out.writeNumberField("age_slots", found.ageSlots());
        out.writeNumberField("flash_loan", found.candidate().getFlashLoan() ? 1 : 0);
        out.writeEndObject();
    }

    private static void sandwich(JsonGenerator out, Decision decision, Opportunity.Sandwich found) throws IOException {
        out.writeStringField("attacker", decision.agentId());
        out.writeObjectFieldStart("bundle");
        out.writeStringField("bundle_id", decision.eventId());
        out.writeEndObject();
        out.writeObjectFieldStart("frontrun");
        number(out, "effective_price", found.candidate().getFrontrunEffectivePrice());
        out.writeEndObject();
        out.writeArrayFieldStart("victims");
        out.writeStartObject();
        out.writeStringField("signature", found.candidate().getVictimSignature());
        out.writeEndObject();
        out.writeEndArray();
        out.writeObjectFieldStart("market");
        number(out, "volatility_5s_bps", found.candidate().getVolatility5SBps());
        out.writeNumberField("victim_slippage_bps", found.slippageBps());
        out.writeNumberField("pool_liquidity_lamports", found.candidate().getPoolLiquidityLamports());
        out.writeNumberField("input_lamports", found.candidate().getVictimInLamports());
        out.writeNumberField("tip_floor_p50_lamports", found.floor().getP50Lamports());
        out.writeEndObject();
        out.writeObjectFieldStart("structure");
        number(out, "inventory_alignment", found.candidate().getInventoryAlignment());
        out.writeEndObject();
        number(out, "confidence", found.candidate().getConfidence());
    }

    /** JSON has no NaN: an unknown value is absent. */
    private static void number(JsonGenerator out, String field, double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumberField(field, value);
        }
    }
}
