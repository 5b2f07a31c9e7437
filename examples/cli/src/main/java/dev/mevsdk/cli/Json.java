package dev.mevsdk.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON in and out. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** @throws Failure when it is none: what answered is no control plane */
    static JsonNode read(byte[] document) {
        try {
            return MAPPER.readTree(document);
        } catch (IOException e) {
            throw Failure.failed("the server's answer is no JSON: is --server the address of a control plane?");
        }
    }

    /** A value as it stands in JSON, or as text where it is none. */
    static JsonNode value(String text) {
        try {
            JsonNode value = MAPPER.readTree(text);
            return value == null || value.isMissingNode()
                    ? MAPPER.getNodeFactory().textNode(text)
                    : value;
        } catch (JsonProcessingException e) {
            return MAPPER.getNodeFactory().textNode(text);
        }
    }
}
