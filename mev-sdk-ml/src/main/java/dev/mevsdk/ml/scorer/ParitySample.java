package dev.mevsdk.ml.scorer;

import dev.mevsdk.core.MevException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Some rows with XGBoost's own margins, shipped with a version as {@code parity.bin}: an agent scores them before it serves the model.
 * The file is little-endian: magic {@code MEVPARI1}, rows, columns, outputs, then the values row by row, then the margins.
 *
 * @param rows row after row; NaN is missing
 * @param columns values in a row
 * @param margins XGBoost's, row after row
 */
public record ParitySample(float[] rows, int columns, float[] margins) {
    /** The name of the file in a version's folder. */
    public static final String FILE = "parity.bin";
    /** Rows a sample has at most. */
    public static final int MAX_ROWS = 4_096;

    private static final byte[] MAGIC = "MEVPARI1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = MAGIC.length + 3 * 4;

    public ParitySample {
        int count = columns < 1 ? 0 : rows.length / columns;
        if (count < 1 || count > MAX_ROWS || rows.length % columns != 0) {
            throw MevException.badInput("a parity sample has 1 to " + MAX_ROWS + " whole rows");
        }
        if (margins.length == 0 || margins.length % count != 0) {
            throw MevException.badInput("a parity sample has as many margins for each row");
        }
    }

    /** The first rows of a test set, at most {@code limit}. */
    public static ParitySample firstOf(float[] rows, int columns, float[] margins, int limit) {
        int all = columns < 1 ? 0 : rows.length / columns;
        int kept = Math.min(all, limit);
        int outputs = all == 0 ? 0 : margins.length / all;
        return new ParitySample(Arrays.copyOf(rows, kept * columns), columns, Arrays.copyOf(margins, kept * outputs));
    }

    /** The content of the file. */
    public byte[] toBytes() {
        ByteBuffer out =
                ByteBuffer.allocate(HEADER + 4 * (rows.length + margins.length)).order(ByteOrder.LITTLE_ENDIAN);
        int count = rows.length / columns;
        out.put(MAGIC).putInt(count).putInt(columns).putInt(margins.length / count);
        out.asFloatBuffer().put(rows).put(margins);
        return out.array();
    }

    /** @throws MevException BAD_INPUT where it is no parity sample */
    public static ParitySample ofBytes(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (content.length < HEADER || !in.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw MevException.badInput(FILE + " is no parity sample");
        }
        in.position(MAGIC.length);
        long count = in.getInt();
        long columns = in.getInt();
        long outputs = in.getInt();
        if (count < 1
                || count > MAX_ROWS
                || columns < 1
                || outputs < 1
                || columns > content.length
                || outputs > content.length
                || count * (columns + outputs) * 4 != in.remaining()) {
            throw MevException.badInput(FILE + " is cut off or damaged");
        }
        float[] rows = new float[(int) (count * columns)];
        float[] margins = new float[(int) (count * outputs)];
        in.asFloatBuffer().get(rows).get(margins);
        return new ParitySample(rows, (int) columns, margins);
    }

    /** @throws MevException FATAL where the scorer differs from the sample by a single bit */
    void verify(Scorer scorer) {
        int count = rows.length / columns;
        if (scorer.featureCount() != columns || scorer.outputCount() != margins.length / count) {
            throw MevException.fatal(FILE + " is of a model with other features or outputs", null);
        }
        float[] got = new float[margins.length];
        scorer.margins(rows, count, got);
        for (int i = 0; i < got.length; i++) {
            if (Float.floatToRawIntBits(got[i]) != Float.floatToRawIntBits(margins[i])) {
                throw MevException.fatal(
                        "margin " + i + " of " + FILE + " is " + margins[i] + ", scored " + got[i], null);
            }
        }
    }
}
