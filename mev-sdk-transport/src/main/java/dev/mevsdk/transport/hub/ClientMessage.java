package dev.mevsdk.transport.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** What a client may say. */
sealed interface ClientMessage {
    record Refresh(String token) implements ClientMessage {
        @Override
        public String toString() {
            return "Refresh[token hidden]";
        }
    }

    /** Keeps the connection awake where a browser can't send WebSocket pings. */
    record Ping() implements ClientMessage {}

    record Unknown() implements ClientMessage {}

    static ClientMessage parse(String text) {
        try {
            JsonNode message = new ObjectMapper().readTree(text);
            JsonNode token = message.path("token");
            return switch (message.path("type").asText()) {
                case "refresh" -> token.isTextual() ? new Refresh(token.asText()) : new Unknown();
                case "ping" -> new Ping();
                default -> new Unknown();
            };
        } catch (JsonProcessingException e) {
            return new Unknown();
        }
    }

    static String problem(int status, String title, String detail) {
        Map<String, Object> problem =
                new TreeMap<>(Map.of("type", "about:blank", "status", status, "title", title, "detail", detail));
        try {
            return new ObjectMapper().writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }
}
