package dev.mevsdk.ml.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Decisions as agents write them, and the rows that ingest makes of them. */
final class Decisions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Decisions() {}

    static List<String> sandwiches(int count, long seed) {
        Random random = new Random(seed);
        List<String> decisions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double volatility = random.nextDouble() * 200;
            decisions.add(String.format(
                    Locale.ROOT,
                    "{\"frontrun\":{\"effective_price\":%s},\"backrun\":{\"effective_price\":%s},\"victims\":[],"
                            + "\"market\":{%s\"pool_liquidity_lamports\":%d,\"victim_slippage_bps\":%d},"
                            + "\"structure\":{\"inventory_alignment\":%s,\"same_signer\":true},\"confidence\":%s}",
                    Math.exp(random.nextGaussian() * 10),
                    Math.exp(random.nextGaussian() * 10),
                    random.nextInt(4) == 0 ? "" : "\"volatility_5s_bps\":" + volatility + ",",
                    (long) Math.exp(20 + random.nextGaussian() * 4),
                    random.nextInt(1_000),
                    random.nextDouble(),
                    random.nextDouble()));
        }
        return decisions;
    }

    static List<String> arbitrages(int count, long seed) {
        Random random = new Random(seed);
        List<String> decisions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long gross = random.nextLong(-1_000_000, 9_000_000);
            decisions.add(String.format(
                    Locale.ROOT,
                    "{\"legs\":%s,\"market\":{\"gross_edge_bps\":%s,\"min_liquidity_lamports\":%d,"
                            + "\"volatility_5s_bps\":%s,\"tip_floor_p50_lamports\":%d,\"input_lamports\":%d%s},"
                            + "\"structure\":{\"n_legs\":3,\"n_dexes\":%d,\"age_slots\":%d,\"flash_loan\":%b},"
                            + "\"profit\":{\"net_sol\":%s,\"gross_lamports\":%d,\"cost_lamports\":%d}}",
                    "[{},{},{}]".substring(0, 1 + 3 * random.nextInt(1, 3)).replaceAll(",$", "") + "]",
                    random.nextGaussian() * 40,
                    (long) Math.exp(22 + random.nextGaussian() * 3),
                    random.nextDouble() * 100,
                    random.nextLong(100_000),
                    (long) Math.exp(18 + random.nextGaussian() * 3),
                    random.nextBoolean() ? ",\"gas_price_wei\":" + random.nextLong(1L << 40) : "",
                    random.nextInt(1, 4),
                    random.nextInt(60),
                    random.nextBoolean(),
                    (gross - 5_000) / 1e9,
                    gross,
                    random.nextLong(20_000)));
        }
        return decisions;
    }

    /** The row that ingest makes: each object of the decision in its column, empty text where it has none. */
    static String row(String table, String decision, long offset, int label) {
        try {
            JsonNode parsed = JSON.readTree(decision);
            ObjectNode row = JSON.createObjectNode();
            boolean mev = table.equals("mev_sandwich");
            String[] objects = mev
                    ? new String[] {"frontrun", "victims", "backrun", "profit", "market", "structure"}
                    : new String[] {"legs", "profit", "market", "structure"};
            for (String object : objects) {
                row.put(
                        object + "_json",
                        parsed.has(object) ? parsed.get(object).toString() : "");
            }
            row.set("confidence", parsed.path("confidence").isNumber() ? parsed.get("confidence") : null);
            row.put(mev ? "label_is_sandwich" : "label_profitable", label);
            row.put(
                    "dt",
                    "2026-01-01 %02d:%02d:%02d.%03d"
                            .formatted(offset / 3_600_000, offset / 60_000 % 60, offset / 1_000 % 60, offset % 1_000));
            row.put("slot", 1_000 + offset).put("kafka_topic", "t").put("kafka_offset", offset);
            return row.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
