package dev.mevsdk.transport.ingest;

import com.google.protobuf.CodedInputStream;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.codec.EventKind;
import dev.mevsdk.proto.Envelope;
import java.io.IOException;

/**
 * Makes events of Kafka records. Static, thread-safe, never throws on a record.
 *
 * <ul>
 *   <li>Protobuf (header `content-type: application/x-protobuf`): an {@link Envelope}.
 *   <li>JSON on `arbitrage-decisions` and `sandwich-decisions`: nested (`profit.net_sol`, `classification.type`,
 *       `decision_meta.p_land_est`, `decision_meta.tip_policy.ladder`, `bundle.bundle_id`) or flat (`net_sol`,
 *       `classification` or `type`, `p_land_est`, `tip_ladder`, `bundle_id`). Needed: `slot`, and the profit as
 *       `net_sol` or `net_lamports`; the other one is derived.
 *   <li>JSON on `bundle-outcomes`: `bundle_id` and `landed` are needed.
 *   <li>In all JSON the envelope's own fields may stand at the top level (`event_id`, `emitted_at_ns`, `agent_id`,
 *       `sequence`, `model_version`, `policy_version`, `module`). The record's bytes are kept in `raw`, with every
 *       unknown field. `null` counts as absent.
 * </ul>
 *
 * An event without an id is named `topic:partition:offset`; without a time of emission it has the record's timestamp.
 */
public final class DecisionMapper {
    /** 256 KiB: a decision is some hundred bytes. */
    public static final int MAX_RECORD_BYTES = 256 << 10;

    private static final int MAX_PROTO_DEPTH = 16;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private DecisionMapper() {}

    public static Mapped map(IncomingRecord record) {
        byte[] value = record.value();
        if (value == null || value.length == 0) {
            return new Mapped.Rejected(RejectReason.EMPTY, "");
        }
        if (value.length > MAX_RECORD_BYTES) {
            return new Mapped.Rejected(RejectReason.TOO_LARGE, "");
        }
        try {
            Envelope.Builder event = Topics.PROTOBUF.equals(record.contentType())
                    ? fromProtobuf(value)
                    : fromJson(record.topic(), value);
            EventChecks.check(event);
            return new Mapped.Event(complete(event, record));
        } catch (RejectedRecord e) {
            return new Mapped.Rejected(e.reason, e.field);
        }
    }

    private static Envelope.Builder fromProtobuf(byte[] value) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(value);
            in.setRecursionLimit(MAX_PROTO_DEPTH);
            Envelope.Builder event = Envelope.newBuilder().mergeFrom(in);
            in.checkLastTagWas(0);
            EventKind kind = EventKind.of(event.buildPartial())
                    .orElseThrow(() -> new RejectedRecord(RejectReason.NO_PAYLOAD, "payload"));
            return event.setType(kind.type());
        } catch (IOException e) {
            throw new RejectedRecord(RejectReason.NOT_PROTOBUF, "");
        }
    }

    private static Envelope.Builder fromJson(String topic, byte[] value) {
        try {
            return switch (topic) {
                case Topics.ARBITRAGE_DECISIONS ->
                    new JsonDecision(value).read().toArbitrage(value);
                case Topics.SANDWICH_DECISIONS -> new JsonDecision(value).read().toMev(value);
                case Topics.BUNDLE_OUTCOMES -> new JsonOutcome(value).read().toOutcome();
                default -> throw new RejectedRecord(RejectReason.UNKNOWN_TOPIC, "");
            };
        } catch (IOException e) {
            // Not only syntax errors: bytes that look like UTF-32 and are none, too.
            throw new RejectedRecord(RejectReason.NOT_JSON, "");
        }
    }

    private static Envelope complete(Envelope.Builder event, IncomingRecord record) {
        if (event.getEventId().isEmpty()) {
            event.setEventId(record.topic() + ":" + record.partition() + ":" + record.offset());
        }
        if (event.getEmittedAtNs() == 0 && record.timestampMillis() > 0) {
            event.setEmittedAtNs(record.timestampMillis() * NANOS_PER_MILLI);
        }
        if (event.getModule().isEmpty()) {
            event.setModule(EventKind.moduleOf(event.buildPartial()));
        }
        return event.build();
    }
}
