package dev.mevsdk.ml.training.internal;

/**
 * Feature values and labels of a range, for scorers that are checked against XGBoost.
 *
 * @param values row after row, NaN for missing
 * @param columns values in a row
 */
public record TestRows(float[] values, int columns, boolean[] labels) {
    /** Reads the whole range into the heap: meant for the test part. */
    public static TestRows read(RowStore store, RowRange range) {
        int columns = store.features().size();
        boolean[] labels = new boolean[Math.toIntExact(range.rows())];
        float[] values = new float[Math.multiplyExact(labels.length, columns)];
        int done = 0;
        RowBlock block;
        for (int i = 0; (block = store.block(range, i)) != null; i++) {
            for (int row = 0; row < block.take(); row++, done++) {
                for (int column = 0; column < columns; column++) {
                    values[done * columns + column] = block.value(column, row);
                }
                labels[done] = block.label(row) > 0;
            }
        }
        return new TestRows(values, columns, labels);
    }

    /** One feature of all rows. */
    public float[] column(int feature) {
        float[] column = new float[labels.length];
        for (int row = 0; row < column.length; row++) {
            column[row] = values[row * columns + feature];
        }
        return column;
    }
}
