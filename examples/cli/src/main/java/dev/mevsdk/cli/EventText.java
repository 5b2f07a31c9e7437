package dev.mevsdk.cli;

import dev.mevsdk.core.codec.EventKind;
import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import dev.mevsdk.proto.MevOpportunity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An event as one line for a person. */
final class EventText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private EventText() {}

    /** Its id first: EPOCH:SEQ, then time (UTC), type and what it says. */
    static String line(Envelope event, String epoch) {
        String type = EventKind.of(event).map(EventKind::jsonName).orElse("unknown");
        String text = new Position(epoch, event.getHubSeq()) + " " + time(event) + " "
                + String.format(Locale.ROOT, "%-15s", type) + " " + what(event);
        return Printable.of(text);
    }

    private static String time(Envelope event) {
        long nanos = event.getEmittedAtNs();
        return nanos == 0
                ? "-           "
                : TIME.format(Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND));
    }

    private static String what(Envelope event) {
        return switch (event.getPayloadCase()) {
            case ARB -> arb(event.getArb());
            case MEV -> mev(event.getMev());
            case OUTCOME -> outcome(event.getOutcome());
            case METRICS -> metrics(event.getMetrics());
            case TRAINING ->
                job(
                        event.getTraining().getJobId(),
                        event.getTraining().getState(),
                        event.getTraining().getProgress(),
                        event.getTraining().getMessage());
            case DATASET ->
                job(
                        event.getDataset().getJobId(),
                        event.getDataset().getState(),
                        event.getDataset().getProgress(),
                        event.getDataset().getMessage());
            case ACK -> ack(event.getAck());
            case PAYLOAD_NOT_SET -> "";
        };
    }

    private static String arb(ArbOpportunity arb) {
        return format(
                "slot=%s net=%.6f SOL p_land=%.2f %s %s",
                unsigned(arb.getSlot()),
                arb.getNetSol(),
                arb.getPLandEst(),
                arb.getClassification(),
                arb.getTxSignature());
    }

    private static String mev(MevOpportunity mev) {
        return format(
                "slot=%s net=%.6f SOL p_land=%.2f %s bundle=%s",
                unsigned(mev.getSlot()), mev.getNetSol(), mev.getPLandEst(), mev.getType(), mev.getBundleId());
    }

    private static String outcome(BundleOutcome outcome) {
        return format(
                "bundle=%s %s %s tip=%s lamports %s",
                outcome.getBundleId(),
                outcome.getLanded() ? "landed" : "not landed",
                outcome.getStatus(),
                unsigned(outcome.getTipLamports()),
                outcome.getReason());
    }

    private static String metrics(MetricsUpdate metrics) {
        return format(
                "hotpath p50=%.2f ms p99=%.2f ms send p99=%.2f ms landed=%.1f %% pnl_1h=%.6f SOL%s",
                metrics.getHotpathP50(),
                metrics.getHotpathP99(),
                metrics.getSendP99(),
                metrics.getLandedPct() * 100,
                metrics.getPnl1H(),
                stale(metrics));
    }

    /** With which source, why, and what to do. */
    private static String stale(MetricsUpdate metrics) {
        if (!metrics.getStale()) {
            return "";
        }
        return metrics.getMessage().isEmpty() ? " STALE" : " STALE: " + metrics.getMessage();
    }

    private static String job(String id, String state, double progress, String message) {
        return format("%s %s %.0f %% %s", id, state, progress * 100, message);
    }

    private static String ack(ControlAck ack) {
        return format(
                "%s %s %s request=%s version=%s after %.1f ms %s",
                ack.getModule(),
                ack.getAgentId(),
                ack.getStatus(),
                ack.getRequestId(),
                unsigned(ack.getPolicyVersion()),
                ack.getLatencyMicros() / 1_000.0,
                ack.getReason());
    }

    /** What the wire calls uint64. */
    private static String unsigned(long value) {
        return Long.toUnsignedString(value);
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values).stripTrailing();
    }
}
