package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that folding needs to go on: the policy, how far the log was read, and the last request ids.
 *
 * @param position offset of the next record to fold
 * @param recentRequests ids of the last accepted commands, oldest first, at most {@value #REMEMBERED_REQUESTS}
 */
public record ModuleHistory(Policy policy, long position, List<String> recentRequests) {
    /** A repeated request id is recognised within this many accepted commands of a module. */
    public static final int REMEMBERED_REQUESTS = 64;

    public ModuleHistory {
        recentRequests = List.copyOf(recentRequests);
    }

    /** Before the first record of the log. */
    public static ModuleHistory empty(String module) {
        return new ModuleHistory(Policy.initial(module), 0, List.of());
    }

    /** The id of the last accepted command; empty before the first. */
    String lastRequest() {
        return recentRequests.isEmpty() ? "" : recentRequests.get(recentRequests.size() - 1);
    }

    /** A snapshot for {@code control-state}, UTF-8 JSON. */
    byte[] toJson() {
        return ControlJson.object(out -> {
            out.writeNumberField("schema_version", ControlCommand.SCHEMA_VERSION);
            out.writeNumberField("position", position);
            out.writeObjectFieldStart("policy");
            PolicyJson.write(out, policy);
            out.writeEndObject();
            out.writeArrayFieldStart("recent_requests");
            for (String id : recentRequests) {
                out.writeString(id);
            }
            out.writeEndArray();
        });
    }

    /** @throws MevException BAD_INPUT when it is no snapshot this version can read */
    static ModuleHistory parse(byte[] json) {
        Map<String, @Nullable Object> fields = ControlJson.parse(json);
        if (ControlJson.requiredNumber(fields, "schema_version") != ControlCommand.SCHEMA_VERSION) {
            throw MevException.badInput("schema_version: " + ControlCommand.SCHEMA_VERSION + " is required");
        }
        if (!(fields.get("recent_requests") instanceof List<?> ids)) {
            throw MevException.badInput("recent_requests: a list is required");
        }
        return new ModuleHistory(
                PolicyJson.read(ControlJson.child(fields, "policy")),
                ControlJson.requiredNumber(fields, "position"),
                ids.stream().map(String::valueOf).toList());
    }
}
