package dev.mevsdk.ml.training.internal;

import com.sun.jna.Native;
import java.nio.ByteBuffer;

/**
 * Rows in columns, as XGBoost reads them in place: `features` columns of float32, then the label's.
 *
 * @param rows of the whole block
 * @param skip rows at its start that don't count
 * @param take rows after those that do
 */
record RowBlock(ByteBuffer bytes, int features, int rows, int skip, int take) {
    String featureColumns() {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < features; i++) {
            json.append(i == 0 ? "" : ",").append(column(i));
        }
        return json.append(']').toString();
    }

    String labelColumn() {
        return column(features);
    }

    float value(int column, int row) {
        return bytes.getFloat(((column * rows) + skip + row) * Float.BYTES);
    }

    float label(int row) {
        return value(features, row);
    }

    /** NumPy's array interface, version 3. */
    private String column(int index) {
        long address = com.sun.jna.Pointer.nativeValue(Native.getDirectBufferPointer(bytes))
                + ((long) index * rows + skip) * Float.BYTES;
        return "{\"data\":[" + address + ",true],\"shape\":[" + take + "],\"typestr\":\"<f4\",\"version\":3}";
    }
}
