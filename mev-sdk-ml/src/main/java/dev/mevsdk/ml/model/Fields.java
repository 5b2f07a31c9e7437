package dev.mevsdk.ml.model;

import dev.mevsdk.core.MevException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a document, with typed access; an error names the path of the field. */
record Fields(String path, Map<?, ?> members) {

    static Fields root(Map<String, Object> members) {
        return new Fields("", members);
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    Fields object(String key) {
        if (members.get(key) instanceof Map<?, ?> inner) {
            return new Fields(pathOf(key), inner);
        }
        throw error(key, "must be an object");
    }

    List<?> list(String key) {
        Object value = members.get(key);
        if (value instanceof double[] empty && empty.length == 0) {
            return List.of();
        }
        if (value instanceof List<?> items) {
            return items;
        }
        throw error(key, "must be an array of objects");
    }

    Fields element(String key, int index) {
        if (list(key).get(index) instanceof Map<?, ?> inner) {
            return new Fields(pathOf(key) + "[" + index + "]", inner);
        }
        throw error(key, "must hold objects only");
    }

    String text(String key) {
        if (members.get(key) instanceof String text) {
            return text;
        }
        throw error(key, "must be a string");
    }

    @Nullable
    String textOrNull(String key) {
        return members.get(key) instanceof String text ? text : null;
    }

    double[] numbers(String key) {
        Object value = members.get(key);
        if (value instanceof double[] numbers) {
            return numbers;
        }
        if (value instanceof List<?> items && items.isEmpty()) {
            return new double[0];
        }
        throw error(key, "must be an array of numbers");
    }

    double[] numbers(String key, int length) {
        double[] numbers = numbers(key);
        if (numbers.length != length) {
            throw error(key, "must hold " + length + " numbers, not " + numbers.length);
        }
        return numbers;
    }

    int[] integers(String key, int length, int min, int max) {
        return toIntegers(key, numbers(key, length), min, max);
    }

    int[] integers(String key, int min, int max) {
        return toIntegers(key, numbers(key), min, max);
    }

    private int[] toIntegers(String key, double[] numbers, int min, int max) {
        int[] integers = new int[numbers.length];
        for (int i = 0; i < integers.length; i++) {
            if (!(numbers[i] >= min && numbers[i] <= max) || numbers[i] != (int) numbers[i]) {
                throw error(
                        key, "holds " + numbers[i] + " at " + i + "; allowed are whole numbers " + min + " to " + max);
            }
            integers[i] = (int) numbers[i];
        }
        return integers;
    }

    /** XGBoost writes the numbers of its parameters as strings. */
    int integer(String key, int min, int max) {
        Object value = members.get(key);
        try {
            int number;
            if (value instanceof String text) {
                number = Integer.parseInt(text);
            } else if (value instanceof Double given && given == given.intValue()) {
                number = given.intValue();
            } else {
                throw error(key, "must be a whole number");
            }
            if (number < min || number > max) {
                throw error(key, "is " + number + "; allowed is " + min + " to " + max);
            }
            return number;
        } catch (NumberFormatException notANumber) {
            throw error(key, "must be a whole number");
        }
    }

    MevException error(String key, String what) {
        return ModelFormat.error(pathOf(key) + " " + what);
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
