package dev.mevsdk.core.codec;

import static dev.mevsdk.core.codec.LineWriter.nanos;
import static dev.mevsdk.core.codec.LineWriter.signed;
import static dev.mevsdk.core.codec.LineWriter.text;
import static dev.mevsdk.core.codec.LineWriter.unsigned;
import static dev.mevsdk.core.codec.LineWriter.writeDouble;
import static dev.mevsdk.core.codec.LineWriter.writeUnsigned;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.DatasetStatus;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import dev.mevsdk.proto.MevOpportunity;
import dev.mevsdk.proto.TrainingStatus;
import java.io.IOException;
import java.util.List;

/** The fields of `data`. The original's always, the extensions when they say something. */
final class PayloadWriter {
    private PayloadWriter() {}

    static void write(JsonGenerator json, Envelope event) throws IOException {
        switch (event.getPayloadCase()) {
            case ARB -> arb(json, event.getArb());
            case MEV -> mev(json, event.getMev());
            case OUTCOME -> outcome(json, event.getOutcome());
            case METRICS -> metrics(json, event.getMetrics());
            case TRAINING -> training(json, event.getTraining());
            case DATASET -> dataset(json, event.getDataset());
            case ACK -> ack(json, event.getAck());
            case PAYLOAD_NOT_SET -> {}
        }
    }

    private static void arb(JsonGenerator json, ArbOpportunity arb) throws IOException {
        json.writeStringField("version", arb.getVersion());
        writeUnsigned(json, "slot", arb.getSlot());
        json.writeStringField("tx_signature", arb.getTxSignature());
        writeDouble(json, "net_sol", arb.getNetSol());
        json.writeStringField("classification", arb.getClassification());
        writeDouble(json, "p_land_est", arb.getPLandEst());
        ladder(json, arb.getTipLadderList());
        text(json, "dex", arb.getDex());
        signed(json, "net_lamports", arb.getNetLamports());
    }

    private static void mev(JsonGenerator json, MevOpportunity mev) throws IOException {
        json.writeStringField("version", mev.getVersion());
        writeUnsigned(json, "slot", mev.getSlot());
        json.writeStringField("attacker", mev.getAttacker());
        writeDouble(json, "net_sol", mev.getNetSol());
        json.writeStringField("type", mev.getType());
        writeDouble(json, "p_land_est", mev.getPLandEst());
        ladder(json, mev.getTipLadderList());
        json.writeStringField("bundle_id", mev.getBundleId());
        text(json, "dex", mev.getDex());
        signed(json, "net_lamports", mev.getNetLamports());
    }

    private static void ladder(JsonGenerator json, List<Double> percentiles) throws IOException {
        json.writeArrayFieldStart("tip_ladder");
        for (int i = 0; i < percentiles.size(); i++) {
            writeDouble(json, percentiles.get(i));
        }
        json.writeEndArray();
    }

    private static void outcome(JsonGenerator json, BundleOutcome outcome) throws IOException {
        json.writeStringField("bundle_id", outcome.getBundleId());
        json.writeBooleanField("landed", outcome.getLanded());
        writeUnsigned(json, "tip_lamports", outcome.getTipLamports());
        json.writeStringField("path", outcome.getPath());
        json.writeStringField("leader", outcome.getLeader());
        text(json, "reason", outcome.getReason());
        status(json, outcome.getStatusValue(), outcome.getStatus());
        unsigned(json, "slot", outcome.getSlot());
        unsigned(json, "fee_lamports", outcome.getFeeLamports());
        signed(json, "profit_lamports", outcome.getProfitLamports());
        text(json, "tx_signature", outcome.getTxSignature());
    }

    private static void metrics(JsonGenerator json, MetricsUpdate metrics) throws IOException {
        writeDouble(json, "hotpath_p50", metrics.getHotpathP50());
        writeDouble(json, "hotpath_p99", metrics.getHotpathP99());
        writeDouble(json, "send_p99", metrics.getSendP99());
        writeDouble(json, "landed_pct", metrics.getLandedPct());
        writeDouble(json, "pnl_1h", metrics.getPnl1H());
        if (metrics.getStale()) {
            json.writeBooleanField("stale", true);
        }
        nanos(json, "as_of_ns", metrics.getAsOfNs());
        text(json, "message", metrics.getMessage());
    }

    private static void training(JsonGenerator json, TrainingStatus status) throws IOException {
        json.writeStringField("job_id", status.getJobId());
        json.writeStringField("state", status.getState());
        writeDouble(json, "progress", status.getProgress());
        json.writeStringField("message", status.getMessage());
        text(json, "reason", status.getReason());
        unsigned(json, "attempt", Integer.toUnsignedLong(status.getAttempt()));
    }

    private static void dataset(JsonGenerator json, DatasetStatus status) throws IOException {
        json.writeStringField("job_id", status.getJobId());
        json.writeStringField("state", status.getState());
        writeDouble(json, "progress", status.getProgress());
        json.writeStringField("message", status.getMessage());
        text(json, "reason", status.getReason());
        unsigned(json, "attempt", Integer.toUnsignedLong(status.getAttempt()));
    }

    private static void ack(JsonGenerator json, ControlAck ack) throws IOException {
        json.writeStringField("agent_id", ack.getAgentId());
        json.writeStringField("module", ack.getModule());
        json.writeStringField("request_id", ack.getRequestId());
        status(json, ack.getStatusValue(), ack.getStatus());
        text(json, "reason", ack.getReason());
        unsigned(json, "policy_version", ack.getPolicyVersion());
        text(json, "policy_hash", ack.getPolicyHash());
        signed(json, "latency_micros", ack.getLatencyMicros());
    }

    /** A name; the number of a status newer than this version; left out when unspecified. */
    private static void status(JsonGenerator json, int number, Enum<?> status) throws IOException {
        if (status.name().equals("UNRECOGNIZED")) {
            json.writeNumberField("status", number);
        } else if (number != 0) {
            json.writeStringField("status", status.name());
        }
    }
}
