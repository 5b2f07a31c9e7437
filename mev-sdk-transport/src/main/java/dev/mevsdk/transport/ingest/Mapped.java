package dev.mevsdk.transport.ingest;

import dev.mevsdk.proto.Envelope;

/** What became of a record. */
public sealed interface Mapped {
    record Event(Envelope envelope) implements Mapped {}

    /** @param field the path of the field at fault, such as `profit.net_sol`; empty when it is the record as a whole */
    record Rejected(RejectReason reason, String field) implements Mapped {}
}
