package dev.mevsdk.transport.control;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to GET {@code /api/control/module/{name}}.
 *
 * @param desired what the log says
 * @param position how many records of the log that takes in
 * @param agents sorted by id
 */
public record ModuleStatus(Policy desired, long position, List<AgentStatus> agents) {
    public ModuleStatus {
        agents = List.copyOf(agents);
    }

    /** The body of the answer, UTF-8. */
    public byte[] toJson() {
        return ControlJson.object(out -> {
            out.writeStringField("module", desired.module());
            out.writeNumberField("position", position);
            out.writeObjectFieldStart("desired");
            PolicyJson.write(out, desired);
            out.writeEndObject();
            out.writeArrayFieldStart("agents");
            for (AgentStatus agent : agents) {
                write(out, agent);
            }
            out.writeEndArray();
        });
    }

    private static void write(JsonGenerator out, AgentStatus agent) throws IOException {
        out.writeStartObject();
        out.writeStringField("agent_id", agent.agentId());
        out.writeStringField("state", agent.state().name());
        out.writeArrayFieldStart("halt_reasons");
        for (HaltReason reason : agent.haltReasons()) {
            out.writeString(reason.name());
        }
        out.writeEndArray();
        out.writeNumberField("policy_version", agent.policyVersion());
        out.writeStringField("policy_hash", agent.policyHash());
        out.writeNumberField("in_flight", agent.inFlight());
        out.writeNumberField("last_seen_ms", agent.lastSeenMillis());
        out.writeBooleanField("silent", agent.silent());
        out.writeBooleanField("other_history", agent.otherHistory());
        out.writeBooleanField("in_sync", agent.inSync());
        writeNumber(out, "awaiting_since_ms", agent.awaitingSinceMillis());
        writeNumber(out, "clock_skew_ms", agent.clockSkewMillis());
        out.writeStringField("note", agent.note());
        writeAck(out, agent);
        out.writeObjectFieldStart("figures");
        for (Map.Entry<String, Double> figure : agent.figures().entrySet()) {
            out.writeNumberField(figure.getKey(), figure.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void writeNumber(JsonGenerator out, String name, @Nullable Long value) throws IOException {
        if (value == null) {
            out.writeNullField(name);
        } else {
            out.writeNumberField(name, value);
        }
    }

    private static void writeAck(JsonGenerator out, AgentStatus agent) throws IOException {
        AgentStatus.LastAck ack = agent.lastAck();
        if (ack == null) {
            out.writeNullField("last_ack");
            return;
        }
        out.writeObjectFieldStart("last_ack");
        out.writeStringField("request_id", ack.requestId());
        out.writeStringField("status", ack.status());
        out.writeStringField("reason", ack.reason());
        out.writeNumberField("policy_version", ack.policyVersion());
        out.writeNumberField("latency_micros", ack.latencyMicros());
        out.writeNumberField("at_ms", ack.atMillis());
        out.writeEndObject();
    }
}
