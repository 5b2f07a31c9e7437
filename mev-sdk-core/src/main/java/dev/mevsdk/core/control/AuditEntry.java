package dev.mevsdk.core.control;

/**
 * One record of the control log, and what came of it.
 *
 * @param place where the record stands, which names it for ever
 * @param command what the record says
 * @param outcome what the fold made of it
 */
public record AuditEntry(Place place, Command command, Outcome outcome) {
    /** @param timestampMillis the record's timestamp, ms since the epoch */
    public record Place(String topic, int partition, long offset, long timestampMillis) {}

    /**
     * What could not be read is empty.
     *
     * @param agent the one agent it is for; empty for the whole module
     * @param text the record's exact bytes: as they are when they are UTF-8, else {@code base64:} and their base64
     * @param keyId of the key that signed it; empty without a signature
     * @param signature base64
     */
    public record Command(
            String module,
            String action,
            String requestId,
            String issuer,
            String agent,
            String reason,
            String text,
            String keyId,
            String signature) {}

    /**
     * @param verdict {@code ACCEPTED}, {@code REFUSED}, {@code UNTRUSTED} or {@code DUPLICATE}
     * @param refusal why it was not accepted, else empty
     * @param policyVersion after the record
     * @param policyHash of the module's history up to the record; empty when it belongs to every module
     * @param policyJson in force after the record for whom it was
     */
    public record Outcome(String verdict, String refusal, long policyVersion, String policyHash, String policyJson) {}
}
