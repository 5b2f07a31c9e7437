package dev.mevsdk.transport.ingest;

/** Leaves a half-read record. Without a stack trace: garbage may come at any rate. */
final class RejectedRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final RejectReason reason;
    final String field;

    RejectedRecord(RejectReason reason, String field) {
        super(reason + " " + field, null, false, false);
        this.reason = reason;
        this.field = field;
    }
}
