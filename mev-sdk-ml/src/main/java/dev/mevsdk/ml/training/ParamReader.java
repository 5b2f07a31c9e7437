package dev.mevsdk.ml.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.core.MevException;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads `params` strictly: what is out of range or unknown is refused with what is allowed. */
final class ParamReader {
    private final JsonNode params;
    private final TreeSet<String> known = new TreeSet<>();

    ParamReader(JsonNode params) {
        if (!params.isMissingNode() && !params.isNull() && !params.isObject()) {
            throw MevException.badInput("params must be an object");
        }
        this.params = params;
    }

    int integer(String name, int absent, int least, int most) {
        JsonNode value = value(name);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most || !value.canConvertToInt()) {
            throw MevException.badInput("params." + name + " must be a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    double number(String name, double absent, double least, double most) {
        JsonNode value = value(name);
        if (value == null) {
            return absent;
        }
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw MevException.badInput("params." + name + " must be a number from " + least + " to " + most);
        }
        return value.doubleValue();
    }

    boolean flag(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            throw MevException.badInput("params." + name + " must be true or false");
        }
        return value != null && value.booleanValue();
    }

    String text(String name, String absent, int most) {
        JsonNode value = value(name);
        if (value == null) {
            return absent;
        }
        if (!value.isTextual()
                || value.textValue().length() > most
                || value.textValue().chars().anyMatch(Character::isISOControl)) {
            throw MevException.badInput(
                    "params." + name + " must be text of at most " + most + " characters on one line");
        }
        return value.textValue();
    }

    <E> @Nullable E choice(String name, List<E> choices, Function<E, String> names) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        for (E choice : choices) {
            if (value.isTextual() && names.apply(choice).equals(value.textValue())) {
                return choice;
            }
        }
        throw MevException.badInput("params." + name + " must be one of "
                + choices.stream().map(names).toList());
    }

    void requireAllKnown() {
        params.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw MevException.badInput("params holds an unknown name; allowed: " + known);
            }
        });
    }

    private @Nullable JsonNode value(String name) {
        known.add(name);
        JsonNode value = params.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
