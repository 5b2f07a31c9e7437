package dev.mevsdk.ml.features;

import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * A formula over the inputs of a decision that reads the same in ClickHouse and in Java, so that training and serving
 * can't drift apart. Only operations that IEEE 754 rounds exactly are offered, and the natural logarithm, whose last
 * bits are lost in the float it ends in. Immutable.
 */
public sealed interface Expression {
    /** The formula in ClickHouse's SQL: Nullable(Float64), NULL or NaN when an input is absent. */
    String sql();

    /** The formula over the inputs by key (see {@link #input}); NaN when one is absent. */
    double value(ToDoubleFunction<String> inputs);

    /** A number or boolean (1 or 0) at `{object}.{field}` of the decision, column `{object}_json`. */
    static Expression input(String object, String field) {
        return new Field(object, field);
    }

    /** How many elements the decision's array `{array}` has, column `{array}_json`; its key is `{array}.length`. */
    static Expression length(String array) {
        return new Length(array);
    }

    /** A number of the decision itself that is a column of the table. */
    static Expression column(String name) {
        return new Column(name);
    }

    /** Natural logarithm of one plus this: for amounts, which span many powers of ten and may be zero. */
    default Expression log1p() {
        return new Logarithm(this, true);
    }

    /** Magnitude of the natural logarithm: equal for a price and its reciprocal, so it can't tell the quote's side. */
    default Expression absLog() {
        return new Logarithm(this, false);
    }

    default Expression over(Expression divisor) {
        return new Ratio(this, divisor);
    }

    record Field(String object, String field) implements Expression {
        public Field {
            Names.require(object);
            Names.require(field);
        }

        @Override
        public String sql() {
            // JSONExtract alone would read a number out of text, which no agent writes and Java would have to imitate
            return "if(JSONType(%1$s_json, '%2$s') = 'String', NULL, JSONExtract(%1$s_json, '%2$s', 'Nullable(Float64)'))"
                    .formatted(object, field);
        }

        @Override
        public double value(ToDoubleFunction<String> inputs) {
            return inputs.applyAsDouble(object + "." + field);
        }
    }

    record Length(String array) implements Expression {
        public Length {
            Names.require(array);
        }

        @Override
        public String sql() {
            return "if(JSONType(%1$s_json) = 'Array', toFloat64(JSONLength(%1$s_json)), NULL)".formatted(array);
        }

        @Override
        public double value(ToDoubleFunction<String> inputs) {
            return inputs.applyAsDouble(array + ".length");
        }
    }

    record Column(String name) implements Expression {
        public Column {
            Names.require(name);
        }

        @Override
        public String sql() {
            return name;
        }

        @Override
        public double value(ToDoubleFunction<String> inputs) {
            return inputs.applyAsDouble(name);
        }
    }

    record Logarithm(Expression of, boolean onePlus) implements Expression {
        @Override
        public String sql() {
            return onePlus ? "log(1. + " + of.sql() + ")" : "abs(log(" + of.sql() + "))";
        }

        @Override
        public double value(ToDoubleFunction<String> inputs) {
            double x = of.value(inputs);
            return onePlus ? StrictMath.log(1.0 + x) : Math.abs(StrictMath.log(x));
        }
    }

    record Ratio(Expression dividend, Expression divisor) implements Expression {
        @Override
        public String sql() {
            return "(" + dividend.sql() + " / " + divisor.sql() + ")";
        }

        @Override
        public double value(ToDoubleFunction<String> inputs) {
            return dividend.value(inputs) / divisor.value(inputs);
        }
    }

    /** Names go into the query's text, so they are identifiers and nothing else. */
    final class Names {
        private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]{0,63}");

        private Names() {}

        static String require(String name) {
            if (!IDENTIFIER.matcher(name).matches()) {
                throw new IllegalArgumentException("not a name of lower-case letters, digits and _: " + name);
            }
            return name;
        }
    }
}
