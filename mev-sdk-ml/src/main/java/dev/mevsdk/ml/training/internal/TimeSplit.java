package dev.mevsdk.ml.training.internal;

import dev.mevsdk.core.MevException;

/**
 * Train, validation and test in order of time. No two of them share a slot or an instant: rows at a border that would
 * are left out (`purged`), so that no trade is on both sides.
 */
public record TimeSplit(Part train, Part validation, Part test, long purged) {
    /** A range with what it holds; times in ms since the epoch, all bounds inclusive. */
    public record Part(RowRange range, long positives, long firstMs, long lastMs, long firstSlot, long lastSlot) {
        public long rows() {
            return range.rows();
        }
    }

    private static final int LEAST_ROWS = 10;

    /** @throws MevException BAD_INPUT for too few rows, or a part with a single label */
    public static TimeSplit of(RowStore store, double validationFraction, double testFraction) {
        long rows = store.rows();
        long trainEnd = Math.round(rows * (1 - validationFraction - testFraction));
        long validationEnd = Math.round(rows * (1 - testFraction));
        long validationStart = disjointFrom(store, 0, trainEnd);
        long testStart = disjointFrom(store, validationStart, Math.max(validationStart, validationEnd));
        Part train = part(store, "train", new RowRange(0, trainEnd));
        Part validation = part(store, "validation", new RowRange(validationStart, validationEnd));
        Part test = part(store, "test", new RowRange(testStart, rows));
        return new TimeSplit(train, validation, test, validationStart - trainEnd + testStart - validationEnd);
    }

    /** The first row from which on every row is later, in time and slot, than all rows of [from, to). */
    private static long disjointFrom(RowStore store, long from, long to) {
        long[] last = {Long.MIN_VALUE, Long.MIN_VALUE};
        long[] start = {to};
        store.forEachKey((row, ms, slot, label) -> {
            if (row >= from && row < to) {
                last[0] = Math.max(last[0], ms);
                last[1] = Math.max(last[1], slot);
            } else if (row >= to && (ms <= last[0] || slot <= last[1])) {
                start[0] = row + 1;
            }
        });
        return start[0];
    }

    private static Part part(RowStore store, String name, RowRange range) {
        if (range.rows() < LEAST_ROWS) {
            throw MevException.badInput("range holds " + store.rows() + " labelled rows, which leaves "
                    + Math.max(0, range.rows()) + " for " + name + " after the split in time (at least " + LEAST_ROWS
                    + " needed; rows that share a slot or instant with the part before are left out): widen range");
        }
        Tally tally = new Tally(range);
        store.forEachKey(tally);
        if (tally.positives == 0 || tally.positives == range.rows()) {
            throw MevException.badInput("the label is " + (tally.positives == 0 ? "0" : "1") + " in all "
                    + range.rows() + " rows of the " + name
                    + " part: a model needs both classes in each part; widen range or mend the label");
        }
        return new Part(range, tally.positives, tally.firstMs, tally.lastMs, tally.firstSlot, tally.lastSlot);
    }

    private static final class Tally implements RowStore.RowVisitor {
        private final RowRange range;
        private long positives;
        private long firstMs = Long.MAX_VALUE;
        private long lastMs = Long.MIN_VALUE;
        private long firstSlot = Long.MAX_VALUE;
        private long lastSlot = Long.MIN_VALUE;

        Tally(RowRange range) {
            this.range = range;
        }

        @Override
        public void visit(long row, long ms, long slot, float label) {
            if (row >= range.from() && row < range.to()) {
                positives += label > 0 ? 1 : 0;
                firstMs = Math.min(firstMs, ms);
                lastMs = Math.max(lastMs, ms);
                firstSlot = Math.min(firstSlot, slot);
                lastSlot = Math.max(lastSlot, slot);
            }
        }
    }
}
