package dev.mevsdk.ml.export;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.scorer.Scorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares every artefact of an export with XGBoost's own margins, bit by bit; nothing is published that differs. The shared library is
 * called in a process of its own, so that a broken one can't take this one down. Blocking; any thread.
 */
public final class ParityGate {
    private ParityGate() {}

    /**
     * @param model what the export wrote
     * @param rows test rows, row after row; NaN is missing
     * @param columns values in a row
     * @param margins XGBoost's margins of these rows, in order; with several outputs, all of a row together
     * @throws ParityException for the first margin that differs
     * @throws MevException BAD_INPUT where sizes don't fit or there is no row
     */
    public static ParityReport check(ExportedModel model, float[] rows, int columns, float[] margins) {
        if (columns < 1 || rows.length == 0 || rows.length % columns != 0) {
            throw MevException.badInput(
                    "rows must hold at least one row of " + columns + " values, and whole rows only");
        }
        int count = rows.length / columns;
        List<String> checked = new ArrayList<>();
        for (Path file : new Path[] {model.json(), model.ubj(), model.scorerTables()}) {
            if (file != null) {
                compare(nameOf(file), jvmMargins(file, rows, columns, margins.length), margins, count);
                checked.add(nameOf(file));
            }
        }
        Path library = model.sharedLibrary();
        if (library != null) {
            float[] got = new LibraryProbe(library, model.abi()).scores(rows, columns, "margin");
            compare(nameOf(library), got, margins, count);
            checked.add(nameOf(library));
        }
        return new ParityReport(count, checked, model.sharedLibraryAbsence());
    }

    private static float[] jvmMargins(Path file, float[] rows, int columns, int expected) {
        Scorer scorer = Scorer.load(file);
        int count = rows.length / columns;
        if (scorer.featureCount() != columns || count * scorer.outputCount() != expected) {
            throw MevException.badInput(nameOf(file) + " has " + scorer.featureCount() + " features and "
                    + scorer.outputCount() + " outputs; got " + columns + " columns and " + expected + " margins for "
                    + count + " rows");
        }
        float[] out = new float[expected];
        scorer.margins(rows, count, out);
        return out;
    }

    private static void compare(String artefact, float[] got, float[] expected, int rows) {
        if (got.length != expected.length) {
            throw MevException.fatal(artefact + " gave " + got.length + " margins for " + rows + " rows", null);
        }
        for (int i = 0; i < got.length; i++) {
            int gotBits = Float.floatToRawIntBits(got[i]);
            int expectedBits = Float.floatToRawIntBits(expected[i]);
            if (gotBits != expectedBits) {
                throw new ParityException(artefact, i / (expected.length / rows), expectedBits, gotBits);
            }
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }
}
