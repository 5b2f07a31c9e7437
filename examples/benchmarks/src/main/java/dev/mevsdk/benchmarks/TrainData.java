package dev.mevsdk.benchmarks;

import dev.mevsdk.jobs.clickhouse.ArrowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Rows as a feature query answers them, made up batch by batch; the label follows from two columns and noise. */
record TrainData(List<String> columns, int rows, long seed) implements ArrowSource {
    private static final int BATCH = 65_536;

    static TrainData of(int columns, int rows) {
        return new TrainData(IntStream.range(0, columns).mapToObj(i -> "f" + i).toList(), rows, 42);
    }

    @Override
    public long read(String sql, Map<String, String> parameters, BatchReader reader) {
        SplittableRandom random = new SplittableRandom(seed);
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

    private VectorSchemaRoot batch(RootAllocator allocator, SplittableRandom random, int first, int count) {
        List<Float4Vector> features =
                columns.stream().map(c -> new Float4Vector(c, allocator)).toList();
        Float4Vector label = new Float4Vector("label", allocator);
        BigIntVector time = new BigIntVector("dt_ms", allocator);
        UInt8Vector slot = new UInt8Vector("slot", allocator);
        List<FieldVector> vectors = new ArrayList<>(features);
        vectors.addAll(List.of(label, time, slot));
        vectors.forEach(v -> v.setInitialCapacity(count));
        vectors.forEach(FieldVector::allocateNew);
        for (int i = 0; i < count; i++) {
            double sum = random.nextDouble() - 1;
            for (int f = 0; f < features.size(); f++) {
                float value = (float) random.nextDouble();
                sum += f < 2 ? value / 2 : 0;
                features.get(f).set(i, value);
            }
            label.set(i, sum > 0 ? 1 : 0);
            time.set(i, (first + i) * 400L);
            slot.set(i, first + i);
        }
        vectors.forEach(v -> v.setValueCount(count));
        return new VectorSchemaRoot(vectors);
    }
}
