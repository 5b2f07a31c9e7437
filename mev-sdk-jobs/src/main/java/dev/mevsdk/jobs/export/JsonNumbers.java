package dev.mevsdk.jobs.export;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers as ClickHouse prints them: the shortest digits that read back to the same value, in the layout of
 * JavaScript (exponent form below 1e-6 and from 1e21 on), and null for what is no number.
 */
final class JsonNumbers {
    /** Below these, whole numbers are exact in a double and in a float, and are printed as such. */
    private static final double EXACT_LONGS_OF_DOUBLE = 1L << 53;

    private static final double EXACT_LONGS_OF_FLOAT = 1L << 24;
    private static final double BILLION = 1e9;
    private static final int BILLION_DIGITS = 9;
    private static final double MOST_EXACT_DIGITS = 1e15;
    private static final double LEAST_PLAIN_FRACTION = 1e-6;
    private static final int FIRST_EXPONENT_FORM = 21;
    private static final int LAST_ZEROS_IN_FRONT = -6;

    private JsonNumbers() {}

    static void put(JsonBytes out, double value) {
        if (!Double.isFinite(value)) {
            out.put(JsonCell.NULL);
        } else if (isWhole(value, EXACT_LONGS_OF_DOUBLE)) {
            putWhole(out, value);
        } else if (!putBillionths(out, value)) {
            Shortest digits = Shortest.of(NumberOutput.toString(value, true));
            if (digits.length() == 2 && Double.parseDouble(digits.rounded()) == value) {
                digits = Shortest.of(digits.rounded());
            }
            digits.layOut(out);
        }
    }

    /**
     * Amounts and probabilities mostly are decimals of at most nine places. With up to 15 digits in all, the decimal
     * that reads back to the value is the only one and so the shortest; the division is exact to the last bit.
     */
    private static boolean putBillionths(JsonBytes out, double value) {
        double size = Math.abs(value);
        double scaled = Math.rint(size * BILLION);
        if (scaled >= MOST_EXACT_DIGITS || size < LEAST_PLAIN_FRACTION || scaled / BILLION != size) {
            return false;
        }
        long billionths = (long) scaled;
        long whole = billionths / (long) BILLION;
        long fraction = billionths - whole * (long) BILLION;
        int places = BILLION_DIGITS;
        while (fraction % 10 == 0) {
            fraction /= 10;
            places--;
        }
        if (value < 0) {
            out.put('-');
        }
        out.putLong(whole);
        out.put('.');
        out.putPadded(fraction, places);
        return true;
    }

    static void put(JsonBytes out, float value) {
        if (!Float.isFinite(value)) {
            out.put(JsonCell.NULL);
        } else if (isWhole(value, EXACT_LONGS_OF_FLOAT)) {
            putWhole(out, value);
        } else {
            Shortest digits = Shortest.of(NumberOutput.toString(value, true));
            if (digits.length() == 2 && Float.parseFloat(digits.rounded()) == value) {
                digits = Shortest.of(digits.rounded());
            }
            digits.layOut(out);
        }
    }

    static void putDecimal(JsonBytes out, BigInteger unscaled, int scale) {
        BigDecimal value = new BigDecimal(unscaled, scale);
        out.putAscii(unscaled.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
    }

    private static boolean isWhole(double value, double limit) {
        return value == Math.rint(value) && Math.abs(value) < limit;
    }

    private static void putWhole(JsonBytes out, double value) {
        if (value == 0 && 1 / value < 0) {
            out.put('-');
        }
        out.putLong((long) value);
    }

    /**
     * The digits of a number.
     *
     * @param digits without zeros at either end
     * @param point how many digits stand before the decimal point; negative for zeros after it
     */
    private record Shortest(boolean negative, String digits, int point) {
        /** Takes apart what Java prints: `-1.25E-7`. */
        static Shortest of(String text) {
            boolean negative = text.charAt(0) == '-';
            int mark = text.indexOf('E');
            int exponent = mark < 0 ? 0 : Integer.parseInt(text.substring(mark + 1));
            String mantissa = text.substring(negative ? 1 : 0, mark < 0 ? text.length() : mark);
            int dot = mantissa.indexOf('.');
            String all = dot < 0 ? mantissa : mantissa.substring(0, dot) + mantissa.substring(dot + 1);
            int from = 0;
            while (from < all.length() - 1 && all.charAt(from) == '0') {
                from++;
            }
            int to = all.length();
            while (to > from + 1 && all.charAt(to - 1) == '0') {
                to--;
            }
            int whole = dot < 0 ? mantissa.length() : dot;
            return new Shortest(negative, all.substring(from, to), whole - from + exponent);
        }

        int length() {
            return digits.length();
        }

        /** With one digit less, in exponent form: Java prefers two digits where one would do. */
        String rounded() {
            BigDecimal exact = new BigDecimal(new BigInteger(digits), digits.length() - point);
            BigDecimal one = exact.round(new java.math.MathContext(1));
            return (negative ? "-" : "") + one.unscaledValue() + "E" + -one.scale();
        }

        void layOut(JsonBytes out) {
            if (negative) {
                out.put('-');
            }
            if (point > FIRST_EXPONENT_FORM || point <= LAST_ZEROS_IN_FRONT) {
                exponentForm(out);
            } else if (point <= 0) {
                out.putAscii("0.");
                zeros(out, -point);
                out.putAscii(digits);
            } else if (point >= digits.length()) {
                out.putAscii(digits);
                zeros(out, point - digits.length());
            } else {
                out.putAscii(digits.substring(0, point));
                out.put('.');
                out.putAscii(digits.substring(point));
            }
        }

        private void exponentForm(JsonBytes out) {
            out.put(digits.charAt(0));
            if (digits.length() > 1) {
                out.put('.');
                out.putAscii(digits.substring(1));
            }
            out.put('e');
            out.putLong(point - 1);
        }

        private static void zeros(JsonBytes out, int count) {
            for (int i = 0; i < count; i++) {
                out.put('0');
            }
        }
    }
}
