package dev.mevsdk.ml.training.internal;

/** Feature values (row by row) and labels of a range, for scorers that are checked one row after the other. */
public record TestRows(float[][] values, boolean[] labels) {
    /** Reads the whole range into the heap: meant for the test part. */
    public static TestRows read(RowStore store, RowRange range) {
        int features = store.features().size();
        float[][] values = new float[(int) range.rows()][features];
        boolean[] labels = new boolean[values.length];
        int done = 0;
        RowBlock block;
        for (int i = 0; (block = store.block(range, i)) != null; i++) {
            for (int row = 0; row < block.take(); row++, done++) {
                for (int column = 0; column < features; column++) {
                    values[done][column] = block.value(column, row);
                }
                labels[done] = block.label(row) > 0;
            }
        }
        return new TestRows(values, labels);
    }

    /** One feature of all rows. */
    public float[] column(int feature) {
        float[] column = new float[values.length];
        for (int row = 0; row < column.length; row++) {
            column[row] = values[row][feature];
        }
        return column;
    }
}
