package dev.mevsdk.transport.control;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A start that waits for a second person.
 *
 * @param requestId of the proposal, which the completing start names
 * @param issuer who proposed it, and so can't complete it
 * @param agent the one agent it is for; null for the module
 * @param reason the proposal's, may be empty
 * @param ts when it was proposed, seconds since the epoch
 */
public record PendingStart(
        String requestId, String issuer, @Nullable String agent, String reason, long ts) {
    /** How long a proposal waits; a start after that is proposed anew. */
    static final Duration LIFE = Duration.ofMinutes(15);

    /** Until when another person can complete it, seconds since the epoch; later a start proposes anew. */
    public long untilTs() {
        return ts + LIFE.toSeconds();
    }

    void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        writeFields(out);
        out.writeEndObject();
    }

    void writeFields(JsonGenerator out) throws IOException {
        out.writeStringField("request_id", requestId);
        out.writeStringField("issuer", issuer);
        out.writeStringField("agent", agent);
        out.writeStringField("reason", reason);
        out.writeNumberField("ts", ts);
    }

    static PendingStart read(Map<String, @Nullable Object> fields) {
        return new PendingStart(
                ControlJson.requiredText(fields, "request_id"),
                ControlJson.requiredText(fields, "issuer"),
                ControlJson.text(fields, "agent"),
                ControlJson.requiredText(fields, "reason"),
                ControlJson.requiredNumber(fields, "ts"));
    }
}
