package dev.mevsdk.server;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mevsdk.core.MevException;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Bodies in and out: JSON with the field names of the contract (snake_case). Unknown fields are ignored, as ever. */
final class JsonBody {
    private static final int MAX_DEPTH = 32;
    private static final ObjectMapper MAPPER = mapper();

    private JsonBody() {}

    /** @throws MevException BAD_INPUT that names the field, or the place where the JSON breaks */
    static <T> T read(Context request, Class<T> type) {
        byte[] body = RequestBody.of(request);
        if (body.length == 0) {
            throw MevException.badInput("body: must be a JSON object");
        }
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw MevException.badInput("body: must be a JSON object");
            }
            return value;
        } catch (JsonMappingException e) {
            throw inner(e);
        } catch (JsonProcessingException e) {
            throw MevException.badInput(
                    "body: must be JSON of at most " + MAX_DEPTH + " levels" + place(e.getLocation()));
        } catch (IOException e) {
            throw MevException.badInput("body: can't be read");
        }
    }

    /** @throws IllegalStateException for a text that this project wrote and that is no JSON object */
    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document that is no JSON", e);
        }
    }

    static void write(Context request, Object value) {
        request.contentType("application/json").result(bytes(value));
    }

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is no JSON", e);
        }
    }

    private static String place(@Nullable JsonLocation place) {
        return place == null ? "" : "; it breaks at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    /** A record's own complaint, or the field whose type is wrong. */
    private static MevException inner(JsonMappingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MevException ours) {
                return ours;
            }
        }
        String field = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return MevException.badInput(
                (field.isEmpty() ? "body" : field) + ": must be of the type that /openapi.json says");
    }

    private static ObjectMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
        return mapper;
    }
}
