package dev.mevsdk.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import java.util.List;
import java.util.Map;

/** The recorded files there are, and how a row becomes a decision. What a file doesn't have is left out. */
enum RecordedRows {
    SOLANA_PAIRS(List.of("slot", "frontrun_effective_price", "backrun_effective_price", "label_gross_profitable")) {
        @Override
        Decision decision(Map<String, String> row) {
            long slot = whole(row, "slot");
            double seconds = estimatedTime(slot);
            ObjectNode json = DecisionJson.decision(slot, "sandwich", 0, 0, List.of());
            json.remove("profit");
            // The sold and bought tokens of a pair are unknown, so there is no profit in SOL.
            json.put("net_sol", 0.0).put("ts", seconds).put("attacker", text(row, "frontrun_signer6"));
            json.putObject("bundle").put("bundle_id", text(row, "frontrun_sig"));
            leg(json.putObject("frontrun"), row, "frontrun");
            leg(json.putObject("backrun"), row, "backrun");
            number(json.putObject("market"), "gross_edge_bps", row, "gross_edge_bps");
            ObjectNode structure = json.putObject("structure");
            number(structure, "inventory_alignment", row, "inventory_alignment");
            number(structure, "same_signer", row, "same_signer");
            number(json, "label_is_sandwich", row, "label_gross_profitable");
            return new Decision(Topics.SANDWICH_DECISIONS, DecisionJson.bytes(json), Math.round(seconds * 1_000));
        }
    },
    ARBITRUM_ARBITRAGES(List.of("block_number", "block_timestamp", "n_legs", "profit_eth", "label_profitable")) {
        @Override
        Decision decision(Map<String, String> row) {
            long block = whole(row, "block_number");
            long seconds = whole(row, "block_timestamp");
            ObjectNode json = DecisionJson.decision(block, "cyclic", 0, 0, List.of());
            // Another chain's money is not SOL: what it earned stays in its own unit.
            json.remove("profit");
            json.put("net_sol", 0.0).put("ts", seconds).put("tx_signature", text(row, "tx_hash"));
            String[] protocols = text(row, "protocols").split(">");
            String[] pools = text(row, "path").split(">");
            json.put("dex", protocols[0]);
            for (int i = 0; i < pools.length; i++) {
                String dex = i < protocols.length ? protocols[i] : "";
                json.withArrayProperty("legs").addObject().put("pool", pools[i]).put("dex", dex);
            }
            ObjectNode profit = json.putObject("profit");
            number(profit, "gain_eth", row, "gain_eth");
            number(profit, "cost_eth", row, "cost_eth");
            number(profit, "profit_eth", row, "profit_eth");
            ObjectNode market = json.putObject("market");
            number(market, "gas_price_wei", row, "gas_price_wei");
            number(market, "max_priority_fee_wei", row, "max_priority_fee_wei");
            number(market, "gas_limit", row, "gas_limit");
            number(market, "eth_usd", row, "eth_usd");
            ObjectNode structure = json.putObject("structure");
            number(structure, "n_legs", row, "n_legs");
            structure.put("n_dexes", List.of(protocols).stream().distinct().count());
            number(structure, "n_arbitrages", row, "n_arbitrages");
            number(structure, "flash_loan", row, "flash_loan");
            number(structure, "age_slots", row, "opportunity_age_blocks");
            number(json, "label_profitable", row, "label_profitable");
            return new Decision(Topics.ARBITRAGE_DECISIONS, DecisionJson.bytes(json), seconds * 1_000);
        }
    };

    /** A slot with a known time (2024-08-21) and the nominal length of a slot. */
    private static final long KNOWN_SLOT = 285_000_037L;

    private static final long KNOWN_SLOT_SECONDS = 1_724_267_459L;

    private final List<String> requiredColumns;

    RecordedRows(List<String> requiredColumns) {
        this.requiredColumns = requiredColumns;
    }

    List<String> requiredColumns() {
        return requiredColumns;
    }

    /** @throws MevException BAD_INPUT naming the column that holds no number */
    abstract Decision decision(Map<String, String> row);

    /**
     * A row on its way to Kafka.
     *
     * @param timestampMillis of the recorded trade, ms since the epoch
     */
    record Decision(String topic, byte[] json, long timestampMillis) {}

    /** Seconds since the epoch, estimated from the slot: the file has no time. */
    static double estimatedTime(long slot) {
        return KNOWN_SLOT_SECONDS + (slot - KNOWN_SLOT) * MarketConfig.SLOT_MILLIS / 1_000.0;
    }

    private static void leg(ObjectNode json, Map<String, String> row, String leg) {
        number(json, "effective_price", row, leg + "_effective_price");
        number(json, "sell", row, leg + "_sell");
        number(json, "buy", row, leg + "_buy");
        json.put("signature", text(row, leg + "_sig"));
    }

    private static String text(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    private static void number(ObjectNode json, String field, Map<String, String> row, String column) {
        String value = text(row, column);
        if (value.isEmpty()) {
            return;
        }
        try {
            DecisionJson.put(json, field, Double.parseDouble(value));
        } catch (NumberFormatException e) {
            throw MevException.badInput(column + ": must be a number or empty");
        }
    }

    private static long whole(Map<String, String> row, String column) {
        try {
            return Long.parseLong(text(row, column));
        } catch (NumberFormatException e) {
            throw MevException.badInput(column + ": must be a whole number");
        }
    }
}
