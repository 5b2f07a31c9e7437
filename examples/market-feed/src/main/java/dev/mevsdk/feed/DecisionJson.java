package dev.mevsdk.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mevsdk.proto.market.TipFloor;
import java.util.List;

/**
 * The nested JSON form of decisions, with the objects that feature sets read: market, structure, legs, frontrun,
 * backrun, victims, profit. What is unknown is left out, never invented.
 */
final class DecisionJson {
    static final double LAMPORTS_PER_SOL = 1e9;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DecisionJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(ObjectNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("a tree that can't be written", e);
        }
    }

    /** Version, slot, type, landing estimate and ladder: what every decision has. */
    static ObjectNode decision(
            long slot, String type, double netLamports, double landingEstimate, List<Double> ladder) {
        ObjectNode json = object();
        json.put("version", "1").put("slot", slot);
        profit(json).put("net_sol", netLamports / LAMPORTS_PER_SOL);
        json.putObject("classification").put("type", type);
        ObjectNode meta = json.putObject("decision_meta").put("p_land_est", landingEstimate);
        var values = meta.putObject("tip_policy").putArray("ladder");
        ladder.forEach(values::add);
        return json;
    }

    static ObjectNode profit(ObjectNode decision) {
        return decision.withObjectProperty("profit");
    }

    /** Finite numbers only: JSON has no NaN, and an unknown value is absent. */
    static void put(ObjectNode object, String field, double value) {
        if (Double.isFinite(value)) {
            object.put(field, value);
        }
    }

    static byte[] arbitrage(Opportunity found, TipFloor floor, long tip, boolean profitable, double timestampSeconds) {
        double estimate = tip >= floor.getP75Lamports() ? 0.6 : 0.4;
        ObjectNode json = decision(found.slot(), "cross_dex", found.netLamports() - tip, estimate, List.of(0.5, 0.75));
        Pool cheap = found.cycle().cheap();
        Pool dear = found.cycle().dear();
        json.put("ts", timestampSeconds).put("tx_signature", "sim-" + found.slot() + "-" + cheap.mint());
        json.put("dex", cheap.dex()).put("tip_lamports", tip).put("label_profitable", profitable ? 1 : 0);
        profit(json).put("gross_lamports", (long) found.grossLamports()).put("cost_lamports", (long)
                found.costLamports());
        for (Pool pool : List.of(cheap, dear)) {
            json.withArrayProperty("legs")
                    .addObject()
                    .put("pool", pool.id())
                    .put("dex", pool.dex())
                    .put("in_mint", pool == cheap ? Opportunity.SOL : pool.mint())
                    .put("out_mint", pool == cheap ? pool.mint() : Opportunity.SOL);
        }
        ObjectNode market = json.putObject("market");
        put(market, "gross_edge_bps", found.grossLamports() / found.inputLamports() * 10_000);
        market.put("min_liquidity_lamports", (long) Math.min(cheap.quoteReserve(), dear.quoteReserve()));
        put(market, "volatility_5s_bps", found.volatilityBps());
        market.put("tip_floor_p50_lamports", floor.getP50Lamports())
                .put("input_lamports", (long) found.inputLamports());
        json.putObject("structure")
                .put("n_legs", 2)
                .put("n_dexes", 2)
                .put("age_slots", found.ageSlots())
                .put("flash_loan", found.flashLoan() ? 1 : 0);
        return bytes(json);
    }

    static byte[] pair(ObservedPair pair, TipFloor floor, double timestampSeconds) {
        double gross = pair.back().lamports() - pair.front().lamports();
        ObjectNode json = decision(pair.slot(), "sandwich", gross, 0.5, List.of(0.5, 0.75));
        json.put("ts", timestampSeconds)
                .put("attacker", pair.front().signer())
                .put("dex", pair.pool().dex());
        json.putObject("bundle").put("bundle_id", "sim-pair-" + pair.victimSignature());
        profit(json).put("gross_lamports", (long) gross).put("cost_lamports", 2 * Opportunity.NETWORK_COST_LAMPORTS);
        ObjectNode front =
                json.putObject("frontrun").put("effective_price", pair.front().price());
        front.put("sell", pair.front().lamports()).put("buy", pair.front().tokens());
        ObjectNode back =
                json.putObject("backrun").put("effective_price", pair.back().price());
        back.put("sell", pair.back().tokens()).put("buy", pair.back().lamports());
        json.putArray("victims").addObject().put("signature", pair.victimSignature());
        ObjectNode market = json.putObject("market");
        put(market, "volatility_5s_bps", pair.volatilityBps());
        market.put("pool_liquidity_lamports", (long) pair.pool().quoteReserve());
        market.put("victim_slippage_bps", pair.victimSlippageBps());
        put(market, "gross_edge_bps", pair.grossEdgeBps());
        market.put("tip_floor_p50_lamports", floor.getP50Lamports());
        json.putObject("structure")
                .put("inventory_alignment", pair.inventoryAlignment())
                .put("same_signer", pair.sameSigner() ? 1 : 0);
        json.put("confidence", pair.confidence()).put("label_is_sandwich", pair.sandwich() ? 1 : 0);
        return bytes(json);
    }
}
