package dev.mevsdk.transport.ingest;

/** Why a record is no event. The name goes into the header `reject-reason` of its dead letter. */
public enum RejectReason {
    /** No bytes at all. */
    EMPTY,
    /** More than {@link DecisionMapper#MAX_RECORD_BYTES}. */
    TOO_LARGE,
    /** Not one JSON object, or nested too deep. */
    NOT_JSON,
    NOT_PROTOBUF,
    /** An envelope without a payload this version knows. */
    NO_PAYLOAD,
    /** JSON on a topic that has no JSON form. */
    UNKNOWN_TOPIC,
    MISSING_FIELD,
    WRONG_TYPE,
    /** Not finite, negative, too large or too long for its meaning. */
    OUT_OF_RANGE
}
