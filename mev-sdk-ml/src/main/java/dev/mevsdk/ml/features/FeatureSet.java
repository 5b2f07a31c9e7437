package dev.mevsdk.ml.features;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The columns a model of a module sees, in the order the model sees them. Immutable.
 *
 * @param module `mev` or `arbitrage`
 * @param name its name in requests
 * @param cutoff when a model of this set may be asked: {@link Cutoff#PRE_TRADE} for decisions, {@link
 *     Cutoff#POST_TRADE} for detection
 * @param table of ClickHouse
 * @param label the table's column with 0, 1 or NULL (no label: the row is not read)
 */
public record FeatureSet(
        String module, String name, Cutoff cutoff, String table, String label, List<Feature> features) {
    public FeatureSet {
        Expression.Names.require(module);
        Expression.Names.require(name);
        Expression.Names.require(table);
        Expression.Names.require(label);
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("a feature set needs at least one feature");
        }
        if (features.stream().map(Feature::name).distinct().count() != features.size()) {
            throw new IllegalArgumentException("a feature's name occurs twice in " + module + "/" + name);
        }
    }

    /** `{module}/{name}`, as manifests have it. */
    public String id() {
        return module + "/" + name;
    }

    public List<String> columns() {
        return features.stream().map(Feature::name).toList();
    }

    /** The columns that a decision before the trade can't know. */
    public List<String> postTradeColumns() {
        return features.stream()
                .filter(f -> f.cutoff() == Cutoff.POST_TRADE)
                .map(Feature::name)
                .toList();
    }

    /**
     * The training query, with the parameters `start` (inclusive) and `end` (exclusive), both `DateTime64(3, 'UTC')`.
     * Its columns: the features as Float32, `label` Float32 (0 or 1), `dt_ms` Int64 (ms since the epoch), `slot`
     * UInt64; in order of time, slot and place in the log, one row per event however often it was stored.
     */
    public String sql() {
        String select = String.join(",\n  ", features.stream().map(Feature::sql).toList());
        return """
                SELECT
                  %s,
                  toFloat32(%s != 0) AS label,
                  toUnixTimestamp64Milli(dt) AS dt_ms,
                  slot
                FROM %s FINAL
                WHERE dt >= {start:DateTime64(3, 'UTC')} AND dt < {end:DateTime64(3, 'UTC')} AND %s IS NOT NULL
                ORDER BY dt, slot, kafka_topic, kafka_partition, kafka_offset
                """.formatted(select, label, table, label);
    }

    /**
     * The same floats as the query's for one decision.
     *
     * @param inputs values by key, `{object}.{field}`, `{array}.length` or a column's name; NaN when absent. {@link
     *     DecisionInputs} reads them from JSON; an agent may answer from its own fields.
     */
    public float[] vector(ToDoubleFunction<String> inputs) {
        float[] row = new float[features.size()];
        fill(inputs, row);
        return row;
    }

    /** As {@link #vector}, into an array of the caller's, of at least {@link #features()} entries. */
    public void fill(ToDoubleFunction<String> inputs, float[] row) {
        for (int i = 0; i < features.size(); i++) {
            row[i] = features.get(i).value(inputs);
        }
    }
}
