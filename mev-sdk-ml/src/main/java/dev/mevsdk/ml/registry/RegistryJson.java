package dev.mevsdk.ml.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mevsdk.core.MevException;
import org.jspecify.annotations.Nullable;

/** Records as JSON with keys in snake case; unknown keys are left alone, as newer versions may write them. */
final class RegistryJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private RegistryJson() {}

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw MevException.fatal("not to be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        @Nullable T read;
        try {
            read = JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw MevException.badInput(type.getSimpleName() + " is damaged: " + e.getOriginalMessage());
        }
        if (read == null) {
            throw MevException.badInput(type.getSimpleName() + " is damaged: it is null");
        }
        return read;
    }
}
