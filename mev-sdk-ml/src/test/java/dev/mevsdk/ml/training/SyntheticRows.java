package dev.mevsdk.ml.training;

import dev.mevsdk.jobs.clickhouse.ArrowSource;
import dev.mevsdk.ml.features.FeatureSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Rows as the feature query answers them: the label follows from the first two features, with noise; some missing. */
final class SyntheticRows implements ArrowSource {
    private static final int BATCH = 1_000;

    private final FeatureSet set;
    private final int rows;
    private final double positiveAbove;
    private String lastSql = "";
    private Map<String, String> lastParameters = Map.of();

    /** @param positiveAbove 0 for balanced labels, infinite for a single one */
    SyntheticRows(FeatureSet set, int rows, double positiveAbove) {
        this.set = set;
        this.rows = rows;
        this.positiveAbove = positiveAbove;
    }

    String lastSql() {
        return lastSql;
    }

    Map<String, String> lastParameters() {
        return lastParameters;
    }

    @Override
    public long read(String sql, Map<String, String> parameters, BatchReader reader) {
        lastSql = sql;
        lastParameters = parameters;
        Random random = new Random(7);
        try (RootAllocator allocator = new RootAllocator()) {
            for (int from = 0; from < rows; from += BATCH) {
                try (VectorSchemaRoot batch = batch(allocator, random, from, Math.min(BATCH, rows - from))) {
                    reader.accept(batch);
                }
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    private VectorSchemaRoot batch(RootAllocator allocator, Random random, int first, int count) {
        List<FieldVector> vectors = new ArrayList<>();
        List<Float4Vector> features = new ArrayList<>();
        for (String column : set.columns()) {
            features.add(new Float4Vector(column, allocator));
        }
        Float4Vector label = new Float4Vector("label", allocator);
        BigIntVector time = new BigIntVector("dt_ms", allocator);
        UInt8Vector slot = new UInt8Vector("slot", allocator);
        vectors.addAll(features);
        vectors.addAll(List.of(label, time, slot));
        vectors.forEach(FieldVector::allocateNew);
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int f = 0; f < features.size(); f++) {
                float value = (float) random.nextGaussian();
                sum += f < 2 ? value * (f + 1) : 0;
                features.get(f).setSafe(i, random.nextInt(20) == 0 ? Float.NaN : value);
            }
            label.setSafe(i, sum + random.nextGaussian() > positiveAbove ? 1 : 0);
            // three rows to a slot
            slot.setSafe(i, 1_000 + (first + i) / 3);
            time.setSafe(i, 1_700_000_000_000L + (first + i) / 3 * 400L);
        }
        vectors.forEach(v -> v.setValueCount(count));
        return new VectorSchemaRoot(vectors);
    }
}
