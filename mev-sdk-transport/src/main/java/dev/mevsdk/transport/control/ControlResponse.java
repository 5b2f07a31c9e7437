package dev.mevsdk.transport.control;

/**
 * The command is in the log.
 *
 * @param requestId names it in acks
 * @param policyVersion of the policy it leads to when the fold accepts it
 */
public record ControlResponse(String requestId, long policyVersion) {
    /** The body of the answer, as the original's: {@code {"ok":true,"request_id":...}}, UTF-8. */
    public byte[] toJson() {
        return ControlJson.object(out -> {
            out.writeBooleanField("ok", true);
            out.writeStringField("request_id", requestId);
        });
    }
}
