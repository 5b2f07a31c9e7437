package dev.mevsdk.ml.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mevsdk.core.MevException;
import java.util.function.ToDoubleFunction;

/**
 * The inputs of a decision's JSON, read as ClickHouse reads its columns: numbers, booleans as 1 or 0; NaN for all
 * else. Needs Jackson on the classpath. Immutable.
 */
public final class DecisionInputs implements ToDoubleFunction<String> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LENGTH = ".length";

    private final JsonNode decision;

    private DecisionInputs(JsonNode decision) {
        this.decision = decision;
    }

    /** @throws MevException BAD_INPUT if it is not a JSON object */
    public static DecisionInputs parse(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (!node.isObject()) {
                throw MevException.badInput("a decision must be a JSON object");
            }
            return new DecisionInputs(node);
        } catch (JsonProcessingException e) {
            throw MevException.badInput("a decision must be JSON: " + e.getOriginalMessage());
        }
    }

    @Override
    public double applyAsDouble(String key) {
        if (key.endsWith(LENGTH)) {
            JsonNode array = decision.path(key.substring(0, key.length() - LENGTH.length()));
            return array.isArray() ? array.size() : Double.NaN;
        }
        int dot = key.indexOf('.');
        JsonNode value = dot < 0
                ? decision.path(key)
                : decision.path(key.substring(0, dot)).path(key.substring(dot + 1));
        if (value.isBoolean()) {
            return value.booleanValue() ? 1 : 0;
        }
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }
}
