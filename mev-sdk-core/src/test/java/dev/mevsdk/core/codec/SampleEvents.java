package dev.mevsdk.core.codec;

import com.google.protobuf.ByteString;
import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.ControlAck;
import dev.mevsdk.proto.DatasetStatus;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MetricsUpdate;
import dev.mevsdk.proto.MevOpportunity;
import dev.mevsdk.proto.Notice;
import dev.mevsdk.proto.TrainingStatus;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events behind the golden vectors of proto/vectors: change one, and the vectors must be written anew. */
final class SampleEvents {
    private static final long NANOS = 1_732_290_000_123_456_789L;

    private SampleEvents() {}

    /** By the vector's name; each is an Envelope or a Batch. */
    static Map<String, Batch> batches() {
        Map<String, Batch> all = new LinkedHashMap<>();
        all.put("arb", single(head(Envelope.Type.ARB).setArb(arb()).build()));
        all.put("mev", single(head(Envelope.Type.MEV).setMev(mev()).build()));
        all.put(
                "outcome",
                single(head(Envelope.Type.OUTCOME).setOutcome(outcome()).build()));
        all.put(
                "metrics",
                single(head(Envelope.Type.METRICS).setMetrics(metrics()).build()));
        all.put(
                "training",
                single(head(Envelope.Type.TRAINING).setTraining(training()).build()));
        all.put(
                "dataset",
                single(head(Envelope.Type.DATASET).setDataset(dataset()).build()));
        all.put("ack", single(head(Envelope.Type.CONTROL_ACK).setAck(ack()).build()));
        all.put("batch-notice", window());
        all.put("notice-only", noticeOnly());
        all.put("extreme", single(extreme()));
        all.put("unicode", single(unicode()));
        all.put("not-finite", single(notFinite()));
        all.put(
                "empty-payload",
                single(Envelope.newBuilder()
                        .setArb(ArbOpportunity.getDefaultInstance())
                        .build()));
        all.put("empty", Batch.getDefaultInstance());
        return all;
    }

    static Envelope arbEvent() {
        return head(Envelope.Type.ARB).setArb(arb()).build();
    }

    private static Batch single(Envelope event) {
        return Batch.newBuilder()
                .setEpoch("e-1")
                .setLastSeq(event.getHubSeq())
                .setPrevSeq(Math.max(0, event.getHubSeq() - 1))
                .addItems(event)
                .build();
    }

    private static Envelope.Builder head(Envelope.Type type) {
        return Envelope.newBuilder()
                .setType(type)
                .setEventId("arbitrage-decisions:0:41")
                .setEmittedAtNs(NANOS)
                .setAgentId("agent-1")
                .setSequence(41)
                .setModelVersion("v7")
                .setPolicyVersion(9)
                .setModule("arbitrage")
                .setHubSeq(42);
    }

    private static ArbOpportunity arb() {
        return ArbOpportunity.newBuilder()
                .setVersion("1")
                .setSlot(285_000_037L)
                .setTxSignature(
                        "5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW")
                .setNetSol(0.001234567)
                .setClassification("cyclic_2")
                .setPLandEst(0.72)
                .addAllTipLadder(List.of(0.25, 0.5, 0.75))
                .setDex("raydium_v4")
                .setNetLamports(1_234_567)
                .setRaw(ByteString.copyFrom("{\"version\":\"1\",\"extra\":[1,2]}", StandardCharsets.UTF_8))
                .build();
    }

    private static MevOpportunity mev() {
        return MevOpportunity.newBuilder()
                .setVersion("1")
                .setSlot(377_204_604L)
                .setAttacker("9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM")
                .setNetSol(-0.000021111)
                .setType("pump_fun_sandwich")
                .setPLandEst(0.5)
                .addTipLadder(0.95)
                .setBundleId("b-1")
                .setDex("pump_fun")
                .setNetLamports(-21_111)
                .build();
    }

    private static BundleOutcome outcome() {
        return BundleOutcome.newBuilder()
                .setBundleId("b-1")
                .setLanded(false)
                .setTipLamports(21_111)
                .setPath("Jito")
                .setLeader("leader-1")
                .setReason("auction_bid")
                .setStatus(BundleOutcome.Status.REJECTED)
                .setSlot(377_204_605L)
                .setFeeLamports(5_000)
                .setProfitLamports(-26_111)
                .setTxSignature("sig")
                .build();
    }

    private static MetricsUpdate metrics() {
        return MetricsUpdate.newBuilder()
                .setHotpathP50(4.8)
                .setHotpathP99(12.3)
                .setSendP99(9.4)
                .setLandedPct(0.72)
                .setPnl1H(1.23)
                .setStale(true)
                .setAsOfNs(NANOS)
                .build();
    }

    private static TrainingStatus training() {
        return TrainingStatus.newBuilder()
                .setJobId("train-mev-1")
                .setState("running")
                .setProgress(0.4)
                .setMessage("round 40 of 100")
                .setAttempt(2)
                .build();
    }

    private static DatasetStatus dataset() {
        return DatasetStatus.newBuilder()
                .setJobId("scrape-1")
                .setState("error")
                .setProgress(0.1)
                .setMessage("stopped")
                .setReason("cancelled")
                .setAttempt(1)
                .build();
    }

    private static ControlAck ack() {
        return ControlAck.newBuilder()
                .setAgentId("agent-1")
                .setModule("mev")
                .setRequestId("r-1")
                .setStatus(ControlAck.Status.APPLIED)
                .setPolicyVersion(9)
                .setPolicyHash("00ff")
                .setLatencyMicros(850)
                .build();
    }

    private static Batch window() {
        return Batch.newBuilder()
                .addItems(head(Envelope.Type.ARB).setArb(arb()).setHubSeq(7))
                .addItems(head(Envelope.Type.METRICS).setMetrics(metrics()).setHubSeq(9))
                .setEpoch("e-1")
                .setLastSeq(10)
                .setPrevSeq(6)
                .setNotice(Notice.newBuilder()
                        .setKind(Notice.Kind.RESUMED)
                        .setRecovered(true)
                        .setFromSeq(6)
                        .setToSeq(10))
                .build();
    }

    private static Batch noticeOnly() {
        return Batch.newBuilder()
                .setEpoch("e-2")
                .setNotice(Notice.newBuilder()
                        .setKind(Notice.Kind.LAGGED)
                        .setMissed(1_000_000_007L)
                        .setFromSeq(3)
                        .setToSeq(1_000_000_010L)
                        .setMessage("too slow")
                        .setRetryAfterMs(250))
                .build();
    }

    private static Envelope extreme() {
        return Envelope.newBuilder()
                .setType(Envelope.Type.OUTCOME)
                .setEmittedAtNs(Long.MIN_VALUE)
                .setSequence(-1)
                .setPolicyVersion(-1)
                .setHubSeq(-1)
                .setOutcome(BundleOutcome.newBuilder()
                        .setTipLamports(-1)
                        .setSlot(-1)
                        .setFeeLamports(Long.MIN_VALUE)
                        .setProfitLamports(Long.MIN_VALUE))
                .build();
    }

    private static Envelope unicode() {
        return Envelope.newBuilder()
                .setType(Envelope.Type.MEV)
                .setEventId("\u0000\u001f\"\\/\n\r\t\u2028")
                .setAgentId("агент-\uD83E\uDD16-代理")
                .setMev(MevOpportunity.newBuilder()
                        .setAttacker("a\u0301 \u202Ertl")
                        .setType("</script>")
                        .setBundleId("\uFFFF"))
                .build();
    }

    private static Envelope notFinite() {
        return Envelope.newBuilder()
                .setType(Envelope.Type.ARB)
                .setArb(ArbOpportunity.newBuilder()
                        .setNetSol(Double.NaN)
                        .setPLandEst(Double.NEGATIVE_INFINITY)
                        .addTipLadder(Double.POSITIVE_INFINITY)
                        .addTipLadder(Double.NEGATIVE_INFINITY)
                        .addTipLadder(Double.MIN_VALUE)
                        .addTipLadder(Double.MAX_VALUE))
                .build();
    }
}
