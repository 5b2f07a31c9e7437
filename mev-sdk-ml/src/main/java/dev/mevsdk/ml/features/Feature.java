package dev.mevsdk.ml.features;

import java.util.function.ToDoubleFunction;

/**
 * One column of a feature set, a float32. Absent, infinite and too large values are NaN, which the model takes as
 * missing.
 *
 * @param name its name in the model, at most 64 of `a-z 0-9 _`
 * @param cutoff when its value is known
 */
public record Feature(String name, Cutoff cutoff, Expression formula) {
    public Feature {
        Expression.Names.require(name);
    }

    static Feature before(String name, Expression formula) {
        return new Feature(name, Cutoff.PRE_TRADE, formula);
    }

    static Feature after(String name, Expression formula) {
        return new Feature(name, Cutoff.POST_TRADE, formula);
    }

    /** The select expression: a Float32 that is never NULL. */
    String sql() {
        String narrowed = "toFloat32(ifNull(" + formula.sql() + ", nan))";
        return "if(isFinite(" + narrowed + "), " + narrowed + ", toFloat32(nan)) AS " + name;
    }

    float value(ToDoubleFunction<String> inputs) {
        float narrowed = (float) formula.value(inputs);
        return Float.isFinite(narrowed) ? narrowed : Float.NaN;
    }
}
