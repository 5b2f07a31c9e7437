package dev.mevsdk.benchmarks;

import dev.mevsdk.jobs.export.ExportColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMilliTZVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Decisions as ClickHouse sends them: 12 columns, about 410 bytes a row, the same from run to run. */
final class ExportRows {
    static final int BATCH_ROWS = 65_536;
    static final List<ExportColumn> COLUMNS = List.of(
            new ExportColumn("dt", "DateTime64(3, 'UTC')"),
            new ExportColumn("slot", "UInt64"),
            new ExportColumn("attacker", "String"),
            new ExportColumn("dex", "LowCardinality(String)"),
            new ExportColumn("tx_signature", "String"),
            new ExportColumn("bundle_id", "String"),
            new ExportColumn("net_sol", "Float64"),
            new ExportColumn("net_lamports", "Int64"),
            new ExportColumn("p_land_est", "Float64"),
            new ExportColumn("legs_json", "String"),
            new ExportColumn("label_profitable", "Nullable(UInt8)"),
            new ExportColumn("kafka_offset", "Int64"));

    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String HEX = "0123456789abcdef";
    private static final String[] DEXES = {"raydium", "orca", "meteora", "phoenix", "lifinity", "pump", "jupiter"};
    private static final int ATTACKERS = 20_000;

    private final Random random = new Random(20260101);
    private final String[] attackers = new String[ATTACKERS];
    private long offset;
    private long slot = 285_000_000;
    private long millis = 1_767_225_600_000L;

    ExportRows() {
        for (int i = 0; i < ATTACKERS; i++) {
            attackers[i] = text(BASE58, 44);
        }
    }

    /** The caller closes them. */
    List<VectorSchemaRoot> batches(BufferAllocator allocator, int rows) {
        List<VectorSchemaRoot> batches = new ArrayList<>();
        for (int from = 0; from < rows; from += BATCH_ROWS) {
            batches.add(batch(allocator, Math.min(BATCH_ROWS, rows - from)));
        }
        return batches;
    }

    private VectorSchemaRoot batch(BufferAllocator allocator, int rows) {
        TimeStampMilliTZVector dt = new TimeStampMilliTZVector("dt", allocator, "UTC");
        UInt8Vector slots = new UInt8Vector("slot", allocator);
        VarCharVector attacker = new VarCharVector("attacker", allocator);
        VarCharVector dex = new VarCharVector("dex", allocator);
        VarCharVector signature = new VarCharVector("tx_signature", allocator);
        VarCharVector bundle = new VarCharVector("bundle_id", allocator);
        Float8Vector net = new Float8Vector("net_sol", allocator);
        BigIntVector lamports = new BigIntVector("net_lamports", allocator);
        Float8Vector land = new Float8Vector("p_land_est", allocator);
        VarCharVector legs = new VarCharVector("legs_json", allocator);
        UInt1Vector label = new UInt1Vector("label_profitable", allocator);
        BigIntVector offsets = new BigIntVector("kafka_offset", allocator);
        for (int i = 0; i < rows; i++) {
            long profit = (long) (Math.exp(random.nextGaussian() * 2 + 13));
            millis += random.nextInt(40);
            slot += random.nextInt(10) == 0 ? 1 : 0;
            dt.setSafe(i, millis);
            slots.setSafe(i, slot);
            set(attacker, i, attackers[(int) (ATTACKERS * Math.pow(random.nextDouble(), 4))]);
            set(dex, i, DEXES[random.nextInt(DEXES.length)]);
            set(signature, i, text(BASE58, 88));
            set(bundle, i, text(HEX, 64));
            net.setSafe(i, profit / 1e9);
            lamports.setSafe(i, profit);
            land.setSafe(i, Math.round(random.nextDouble() * 10_000) / 10_000.0);
            set(legs, i, legs(profit));
            setLabel(label, i);
            offsets.setSafe(i, offset++);
        }
        List<FieldVector> vectors =
                List.of(dt, slots, attacker, dex, signature, bundle, net, lamports, land, legs, label, offsets);
        vectors.forEach(v -> v.setValueCount(rows));
        return new VectorSchemaRoot(vectors.stream().map(FieldVector::getField).toList(), vectors, rows);
    }

    private void setLabel(UInt1Vector label, int row) {
        if (random.nextInt(3) == 0) {
            label.setNull(row);
        } else {
            label.setSafe(row, random.nextInt(2));
        }
    }

    private String legs(long profit) {
        return "[{\"dex\":\"" + DEXES[random.nextInt(DEXES.length)] + "\",\"in\":" + profit * 31 + ",\"out\":"
                + (profit * 31 + random.nextInt(100_000)) + "},{\"dex\":\"" + DEXES[random.nextInt(DEXES.length)]
                + "\",\"in\":" + (profit * 31 - random.nextInt(1000)) + ",\"out\":" + profit * 32 + "}]";
    }

    private static void set(VarCharVector vector, int row, String text) {
        vector.setSafe(row, text.getBytes(StandardCharsets.US_ASCII));
    }

    private String text(String alphabet, int length) {
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = alphabet.charAt(random.nextInt(alphabet.length()));
        }
        return new String(chars);
    }
}
