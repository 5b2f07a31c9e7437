package dev.mevsdk.jobs.clickhouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.protobuf.ByteString;
import dev.mevsdk.core.event.SourcedEvent;
import dev.mevsdk.proto.Envelope;
import java.io.IOException;
import java.time.Instant;

/**
 * An event on its way to a table.
 *
 * @param raw the JSON record as received; missing for an event that came as protobuf
 */
record EventRow(SourcedEvent source, JsonNode raw, Instant time) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static EventRow of(SourcedEvent source) {
        JsonNode raw = parse(rawOf(source.event()));
        return new EventRow(source, raw, EventTime.of(source, raw));
    }

    Envelope event() {
        return source.event();
    }

    /** A part of the JSON record as text; empty when it is not there. */
    String part(String field) {
        JsonNode node = raw.path(field);
        try {
            return node.isMissingNode() || node.isNull() ? "" : JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteString rawOf(Envelope event) {
        return switch (event.getPayloadCase()) {
            case ARB -> event.getArb().getRaw();
            case MEV -> event.getMev().getRaw();
            default -> ByteString.EMPTY;
        };
    }

    private static JsonNode parse(ByteString raw) {
        if (raw.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(raw.newInput());
        } catch (IOException e) {
            // The fields of the event stand by themselves.
            return MissingNode.getInstance();
        }
    }
}
