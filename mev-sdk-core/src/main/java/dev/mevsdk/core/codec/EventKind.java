package dev.mevsdk.core.codec;

import dev.mevsdk.proto.Envelope;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an event is: decided by the payload it carries, never by {@link Envelope#getType()}, which revisions of the
 * format have kept at different places.
 */
public enum EventKind {
    ARB("arb_opportunity", Envelope.Type.ARB, Envelope.PayloadCase.ARB),
    MEV("mev_opportunity", Envelope.Type.MEV, Envelope.PayloadCase.MEV),
    OUTCOME("bundle_outcome", Envelope.Type.OUTCOME, Envelope.PayloadCase.OUTCOME),
    METRICS("metrics_update", Envelope.Type.METRICS, Envelope.PayloadCase.METRICS),
    TRAINING("training_status", Envelope.Type.TRAINING, Envelope.PayloadCase.TRAINING),
    DATASET("dataset_status", Envelope.Type.DATASET, Envelope.PayloadCase.DATASET),
    ACK("control_ack", Envelope.Type.CONTROL_ACK, Envelope.PayloadCase.ACK);

    private static final Map<String, EventKind> BY_NAME = Collections.unmodifiableMap(
            Arrays.stream(values()).collect(Collectors.toMap(EventKind::jsonName, Function.identity())));

    private final String jsonName;
    private final Envelope.Type type;
    private final Envelope.PayloadCase payloadCase;

    EventKind(String jsonName, Envelope.Type type, Envelope.PayloadCase payloadCase) {
        this.jsonName = jsonName;
        this.type = type;
        this.payloadCase = payloadCase;
    }

    /** The `type` of an NDJSON line and of the filter `types=`. */
    public String jsonName() {
        return jsonName;
    }

    /** What {@link Envelope#getType()} says for this kind; a producer sets it for old readers. */
    public Envelope.Type type() {
        return type;
    }

    /** The number of the payload's field in {@link Envelope}. */
    int payloadField() {
        return payloadCase.getNumber();
    }

    /** Empty when the envelope carries no payload this version knows. */
    public static Optional<EventKind> of(Envelope event) {
        return Optional.ofNullable(
                switch (event.getPayloadCase()) {
                    case ARB -> ARB;
                    case MEV -> MEV;
                    case OUTCOME -> OUTCOME;
                    case METRICS -> METRICS;
                    case TRAINING -> TRAINING;
                    case DATASET -> DATASET;
                    case ACK -> ACK;
                    case PAYLOAD_NOT_SET -> null;
                });
    }

    /** The kind with that {@link #jsonName()}; empty when there is none. */
    public static Optional<EventKind> ofJsonName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** `arbitrage` or `mev`: the envelope's own word, else what follows from the payload; empty when neither says. */
    public static String moduleOf(Envelope event) {
        if (!event.getModule().isEmpty()) {
            return event.getModule();
        }
        return switch (event.getPayloadCase()) {
            case ARB -> "arbitrage";
            case MEV -> "mev";
            case ACK -> event.getAck().getModule();
            default -> "";
        };
    }
}
