package dev.mevsdk.ml.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeSplitTest {
    @TempDir
    Path folder;

    @Test
    void partsShareNeitherSlotNorInstant() throws Exception {
        try (RowStore rows = rows(1_000, row -> row / 7 * 400, row -> row / 9)) {
            TimeSplit split = TimeSplit.of(rows, 0.15, 0.15);

            assertThat(split.train().lastSlot()).isLessThan(split.validation().firstSlot());
            assertThat(split.train().lastMs()).isLessThan(split.validation().firstMs());
            assertThat(split.validation().lastSlot()).isLessThan(split.test().firstSlot());
            assertThat(split.validation().lastMs()).isLessThan(split.test().firstMs());
            assertThat(split.train().rows()
                            + split.validation().rows()
                            + split.test().rows()
                            + split.purged())
                    .isEqualTo(1_000);
            assertThat(split.purged()).isBetween(1L, 30L);
        }
    }

    @Test
    void slotsThatContradictTheTimesAreRefused() throws Exception {
        try (RowStore rows = rows(1_000, row -> row * 400, row -> 5_000 - row)) {
            assertThatThrownBy(() -> TimeSplit.of(rows, 0.15, 0.15))
                    .isInstanceOf(MevException.class)
                    .hasMessageContaining("which leaves 0 for validation");
        }
    }

    private RowStore rows(int count, LongUnaryOperator ms, LongUnaryOperator slots) throws Exception {
        RowStore rows = RowStore.create(folder.resolve("rows.tmp"), List.of("x"));
        try (RootAllocator allocator = new RootAllocator();
                Float4Vector x = new Float4Vector("x", allocator);
                Float4Vector label = new Float4Vector("label", allocator);
                BigIntVector time = new BigIntVector("dt_ms", allocator);
                UInt8Vector slot = new UInt8Vector("slot", allocator)) {
            List<FieldVector> vectors = List.of(x, label, time, slot);
            vectors.forEach(FieldVector::allocateNew);
            for (int i = 0; i < count; i++) {
                x.setSafe(i, i);
                label.setSafe(i, i % 2);
                time.setSafe(i, ms.applyAsLong(i));
                slot.setSafe(i, slots.applyAsLong(i));
            }
            vectors.forEach(v -> v.setValueCount(count));
            rows.append(new VectorSchemaRoot(vectors));
        }
        return rows;
    }
}
