package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A history as a record of {@code control-state}, and back.
 *
 * @param keys names the public keys it was folded with; empty for none
 */
record SnapshotJson(ModuleHistory history, String keys) {
    /**
     * Raised whenever the fold takes a record otherwise than before: a snapshot of another fold may know nothing of a
     * kill. Whoever meets one reads the log instead.
     */
    private static final int SCHEMA_VERSION = 3;

    /** {@value ModuleHistory#MAX_AGENTS} agents with all they may differ in, and more. */
    private static final int MAX_BYTES = 1 << 20;

    static byte[] write(ModuleHistory history, String keys) {
        return ControlJson.object(out -> {
            out.writeNumberField("schema_version", SCHEMA_VERSION);
            out.writeNumberField("position", history.position());
            out.writeObjectFieldStart("policy");
            PolicyJson.write(out, history.policy());
            out.writeEndObject();
            out.writeArrayFieldStart("recent_requests");
            for (String id : history.recentRequests()) {
                out.writeString(id);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("agents");
            for (Map.Entry<String, AgentDifference> agent : history.agents().entrySet()) {
                agent.getValue().write(out, agent.getKey());
            }
            out.writeEndArray();
            if (history.pendingStart() != null) {
                out.writeFieldName("pending_start");
                history.pendingStart().write(out);
            }
            if (history.lastAgent() != null) {
                out.writeStringField("last_agent", history.lastAgent());
            }
            out.writeStringField("keys", keys);
        });
    }

    static SnapshotJson read(byte[] json) {
        Map<String, @Nullable Object> fields = ControlJson.parse(json, MAX_BYTES);
        long schema = ControlJson.requiredNumber(fields, "schema_version");
        if (schema != SCHEMA_VERSION) {
            throw MevException.badInput("schema_version: " + SCHEMA_VERSION + " is required");
        }
        if (!(fields.get("recent_requests") instanceof List<?> ids)) {
            throw MevException.badInput("recent_requests: a list is required");
        }
        String keys = ControlJson.text(fields, "keys");
        boolean pending = fields.get("pending_start") != null;
        ModuleHistory history = new ModuleHistory(
                PolicyJson.read(ControlJson.child(fields, "policy")),
                ControlJson.requiredNumber(fields, "position"),
                ids.stream().map(String::valueOf).toList(),
                agents(fields.get("agents")),
                pending ? PendingStart.read(ControlJson.child(fields, "pending_start")) : null,
                ControlJson.text(fields, "last_agent"));
        return new SnapshotJson(history, keys == null ? "" : keys);
    }

    private static SortedMap<String, AgentDifference> agents(@Nullable Object list) {
        SortedMap<String, AgentDifference> agents = new TreeMap<>();
        if (list == null) {
            return agents;
        }
        if (!(list instanceof List<?> entries)) {
            throw MevException.badInput("agents: a list is required");
        }
        for (Object entry : entries) {
            Map<String, @Nullable Object> fields = JsonField.object("agents", entry);
            agents.put(ControlJson.requiredText(fields, "agent_id"), AgentDifference.read(fields));
        }
        return agents;
    }
}
