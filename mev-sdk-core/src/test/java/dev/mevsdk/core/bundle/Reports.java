package dev.mevsdk.core.bundle;

import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.BundleOutcome.Status;
import dev.mevsdk.proto.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reports of one bundle. */
final class Reports {
    private static final List<String> REASONS = List.of(
            "",
            "auction_bid",
            "simulation_failure",
            "internal",
            "dropped_bundle",
            "blockhash_expired",
            "partially_processed",
            "not_finalized",
            "news");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Reports() {}

    static Instant second(int second) {
        return START.plusSeconds(second);
    }

    /** As a block engine says it, `second` seconds after the start. */
    static Envelope report(Status status, int second, String reason) {
        boolean landed = status == Status.PROCESSED || status == Status.FINALIZED;
        return event(
                second,
                BundleOutcome.newBuilder().setStatus(status).setReason(reason).setLanded(landed));
    }

    /** As the original's agents say it. */
    static Envelope original(boolean landed, int second) {
        return event(second, BundleOutcome.newBuilder().setLanded(landed));
    }

    static Envelope event(int second, BundleOutcome.Builder outcome) {
        return Envelope.newBuilder()
                .setEmittedAtNs(second(second).toEpochMilli() * 1_000_000)
                .setOutcome(outcome.setBundleId("b"))
                .build();
    }

    /** Few values of each kind, so that ties and contradictions are common. */
    static List<Envelope> random(Random random) {
        List<Envelope> reports = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            BundleOutcome.Builder outcome = BundleOutcome.newBuilder()
                    .setStatusValue(random.nextInt(7))
                    .setLanded(random.nextBoolean())
                    .setReason(REASONS.get(random.nextInt(REASONS.size())))
                    .setTipLamports(random.nextInt(3))
                    .setFeeLamports(random.nextInt(3))
                    .setProfitLamports(random.nextInt(5) - 2);
            reports.add(event(random.nextInt(4), outcome).toBuilder()
                    .setModule(List.of("", "mev", "arbitrage").get(random.nextInt(3)))
                    .build());
        }
        return reports;
    }
}
