package dev.mevsdk.ml.export;

import dev.mevsdk.core.MevException;

/** An artefact scores differently from XGBoost: it must not be published. */
public final class ParityException extends MevException {
    private static final long serialVersionUID = 1L;

    private final String artefact;
    private final int row;
    private final int expectedBits;
    private final int gotBits;

    ParityException(String artefact, int row, int expectedBits, int gotBits) {
        super(
                Category.FATAL,
                "%s: row %d: margin is 0x%08x (%s), XGBoost's is 0x%08x (%s)"
                        .formatted(
                                artefact,
                                row,
                                gotBits,
                                Float.intBitsToFloat(gotBits),
                                expectedBits,
                                Float.intBitsToFloat(expectedBits)));
        this.artefact = artefact;
        this.row = row;
        this.expectedBits = expectedBits;
        this.gotBits = gotBits;
    }

    /** The file name of the artefact. */
    public String artefact() {
        return artefact;
    }

    /** The first row that differs, from 0. */
    public int row() {
        return row;
    }

    public int expectedBits() {
        return expectedBits;
    }

    public int gotBits() {
        return gotBits;
    }
}
