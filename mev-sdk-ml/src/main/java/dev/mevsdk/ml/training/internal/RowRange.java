package dev.mevsdk.ml.training.internal;

/** Rows from (inclusive) to (exclusive) of a {@link RowStore}. */
public record RowRange(long from, long to) {
    public long rows() {
        return to - from;
    }
}
