package dev.mevsdk.transport.control;

import java.util.Map;

/**
 * The command is in the log.
 *
 * @param requestId names it in acks
 * @param policyVersion of the policy it leads to when the fold accepts it
 * @param pending it is a start that waits for a second person
 */
public record ControlResponse(String requestId, long policyVersion, boolean pending) {
    /** In force as soon as the agents have read it. */
    public ControlResponse(String requestId, long policyVersion) {
        this(requestId, policyVersion, false);
    }

    /** The body of the answer, as the original's: {@code {"ok":true,"request_id":...}}, UTF-8. */
    public byte[] toJson() {
        return ControlJson.object(out -> {
            out.writeBooleanField("ok", true);
            out.writeStringField("request_id", requestId);
            if (pending) {
                out.writeBooleanField("pending", true);
            }
        });
    }

    /** The body of the answer for all modules, with the request id of each, UTF-8. */
    public static byte[] toJson(Map<String, ControlResponse> byModule) {
        return ControlJson.object(out -> {
            out.writeBooleanField("ok", true);
            out.writeObjectFieldStart("request_ids");
            for (Map.Entry<String, ControlResponse> answer : byModule.entrySet()) {
                out.writeStringField(answer.getKey(), answer.getValue().requestId());
            }
            out.writeEndObject();
            if (byModule.values().stream().anyMatch(ControlResponse::pending)) {
                out.writeBooleanField("pending", true);
            }
        });
    }
}
