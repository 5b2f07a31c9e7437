package dev.mevsdk.transport.control;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to GET {@code /api/control/module/{name}}.
 *
 * @param history what the log says: the policy, what single agents were told, and a start that waits
 * @param agents sorted by id
 */
public record ModuleStatus(ModuleHistory history, List<AgentStatus> agents) {
    public ModuleStatus {
        agents = List.copyOf(agents);
    }

    /** What the log says of the module. */
    public Policy desired() {
        return history.policy();
    }

    /** How many records of the log that takes in. */
    public long position() {
        return history.position();
    }

    /** The body of the answer, UTF-8. */
    public byte[] toJson() {
        return ControlJson.object(out -> {
            out.writeStringField("module", desired().module());
            out.writeNumberField("position", position());
            out.writeObjectFieldStart("desired");
            PolicyJson.write(out, desired());
            writeDifferences(out);
            out.writeEndObject();
            out.writeArrayFieldStart("agents");
            for (AgentStatus agent : agents) {
                write(out, agent);
            }
            out.writeEndArray();
        });
    }

    private void writeDifferences(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("agents");
        for (Map.Entry<String, AgentDifference> agent : history.agents().entrySet()) {
            agent.getValue().write(out, agent.getKey());
        }
        out.writeEndArray();
        PendingStart pending = history.pendingStart();
        if (pending == null) {
            out.writeNullField("pending_start");
            return;
        }
        out.writeObjectFieldStart("pending_start");
        pending.writeFields(out);
        out.writeNumberField("until_ts", pending.untilTs());
        out.writeEndObject();
    }

    private void write(JsonGenerator out, AgentStatus agent) throws IOException {
        out.writeStartObject();
        out.writeStringField("agent_id", agent.agentId());
        out.writeStringField("state", agent.state().name());
        out.writeObjectFieldStart("desired");
        PolicyJson.writeOrders(out, history.policyOf(agent.agentId()));
        out.writeEndObject();
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
        out.writeBooleanField("duplicate", agent.duplicate());
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
