package dev.mevsdk.ml.model;

/** Counts what a document takes while it is being read, and refuses what would be too much before it is allocated. */
final class DocumentBudget {
    private int values;
    private long numbers;
    private int nesting;

    void value() {
        if (++values > ModelFormat.MAX_VALUES) {
            throw ModelFormat.error("more than " + ModelFormat.MAX_VALUES + " objects, arrays and strings");
        }
    }

    void numbers(long count) {
        numbers += count;
        if (count < 0 || numbers > ModelFormat.MAX_NUMBERS) {
            throw ModelFormat.error("more than " + ModelFormat.MAX_NUMBERS + " numbers");
        }
    }

    void enter() {
        value();
        if (++nesting > ModelFormat.MAX_NESTING) {
            throw ModelFormat.error("nested deeper than " + ModelFormat.MAX_NESTING);
        }
    }

    void leave() {
        nesting--;
    }
}
