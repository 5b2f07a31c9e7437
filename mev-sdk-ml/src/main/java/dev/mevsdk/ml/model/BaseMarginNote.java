package dev.mevsdk.ml.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Settles the base margin of a logistic model to the bit. XGBoost takes the logarithm of the base score with the C library's
 * {@code logf}, which is not always correctly rounded, and Java's is another: for about one score in 500 they differ by one unit in the
 * last place. Where XGBoost's margins show that, the margin is noted in the model's own attributes, which XGBoost keeps and ignores,
 * and every reader of this SDK follows the note.
 */
public final class BaseMarginNote {
    /** The attribute: the float's bits in hex. */
    static final String ATTRIBUTE = "mev_base_margin_bits";

    private static final String UBJ_OPENING = "attributes{";
    private static final String JSON_OPENING = "\"attributes\":{";

    private BaseMarginNote() {}

    /**
     * @param model XGBoost's JSON or UBJ
     * @param rows rows XGBoost has scored, row after row
     * @param margins its margins of them
     * @return the model with the note, or as it was where none is needed or none would help
     */
    public static byte[] settled(byte[] model, float[] rows, float[] margins) {
        TreeEnsemble ensemble = ModelReader.read(model);
        if (ensemble.objective() != Objective.LOGISTIC
                || (long) margins.length * ensemble.featureCount() != rows.length
                || fits(ensemble, ensemble.baseMargin(0), rows, margins)) {
            return model;
        }
        float base = ensemble.baseMargin(0);
        for (float candidate : new float[] {Math.nextUp(base), Math.nextDown(base)}) {
            if (fits(ensemble, candidate, rows, margins)) {
                return noted(model, candidate);
            }
        }
        return model;
    }

    private static boolean fits(TreeEnsemble ensemble, float base, float[] rows, float[] margins) {
        for (int row = 0; row < margins.length; row++) {
            float sum = base;
            for (Tree tree : ensemble.trees()) {
                sum += tree.leafOf(rows, row * ensemble.featureCount());
            }
            if (Float.floatToRawIntBits(sum) != Float.floatToRawIntBits(margins[row])) {
                return false;
            }
        }
        return true;
    }

    private static byte[] noted(byte[] model, float margin) {
        String bits = "%08x".formatted(Float.floatToRawIntBits(margin));
        boolean json = ModelReader.looksLikeJson(model);
        String opening = json ? JSON_OPENING : UBJ_OPENING;
        int found = new String(model, StandardCharsets.ISO_8859_1).indexOf(opening);
        if (found < 0) {
            return model;
        }
        int at = found + opening.length();
        byte[] note = json ? jsonNote(bits, model[at] == '}') : ubjNote(bits);
        return ByteBuffer.allocate(model.length + note.length)
                .put(model, 0, at)
                .put(note)
                .put(model, at, model.length - at)
                .array();
    }

    private static byte[] jsonNote(String bits, boolean last) {
        return ("\"" + ATTRIBUTE + "\":\"" + bits + "\"" + (last ? "" : ",")).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] ubjNote(String bits) {
        byte[] key = ATTRIBUTE.getBytes(StandardCharsets.US_ASCII);
        byte[] value = bits.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 * 9 + 1 + key.length + value.length)
                .put((byte) 'L')
                .putLong(key.length)
                .put(key)
                .put((byte) 'S')
                .put((byte) 'L')
                .putLong(value.length)
                .put(value)
                .array();
    }

    /** The noted margin; believed only next to the one that follows from the base score. */
    static float followed(Fields attributes, float computed) {
        if (!attributes.has(ATTRIBUTE)) {
            return computed;
        }
        try {
            float noted = Float.intBitsToFloat(Integer.parseUnsignedInt(attributes.text(ATTRIBUTE), 16));
            if (noted == computed || noted == Math.nextUp(computed) || noted == Math.nextDown(computed)) {
                return noted;
            }
        } catch (NumberFormatException notHex) {
            throw attributes.error(ATTRIBUTE, "must be eight hex digits");
        }
        throw attributes.error(ATTRIBUTE, "is not next to the margin of base_score");
    }
}
