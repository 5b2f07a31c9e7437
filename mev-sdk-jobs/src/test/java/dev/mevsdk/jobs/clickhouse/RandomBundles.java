package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.bundle.BundleHistory;
import dev.mevsdk.core.event.SourcedEvent;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Reports of many bundles: few values of each kind, so that ties, gaps, repetitions and contradictions are common. */
final class RandomBundles {
    private static final long START_MILLIS =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final List<String> REASONS = List.of(
            "", "auction_bid", "internal", "blockhash_expired", "partially_processed", "not_finalized", "it's \"new\"");

    private final Random random;
    final List<SourcedEvent> records = new ArrayList<>();
    final Map<String, BundleHistory> histories = new TreeMap<>();

    RandomBundles(long seed, int bundles) {
        this.random = new Random(seed);
        List<Envelope> reports = new ArrayList<>();
        for (int bundle = 0; bundle < bundles; bundle++) {
            int count = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                Envelope report = report("bundle-" + bundle);
                reports.add(report);
                histories.merge("bundle-" + bundle, BundleHistory.of(report), BundleHistory::merge);
            }
        }
        List<Envelope> repeated =
                reports.stream().filter(report -> random.nextInt(4) == 0).toList();
        reports.addAll(repeated);
        Collections.shuffle(reports, random);
        for (Envelope report : reports) {
            records.add(new SourcedEvent(
                    "bundle-outcomes", 0, records.size(), report.getEmittedAtNs() / 1_000_000, report));
        }
    }

    private Envelope report(String bundle) {
        BundleOutcome.Builder outcome = BundleOutcome.newBuilder()
                .setBundleId(bundle)
                .setStatusValue(random.nextInt(7))
                .setLanded(random.nextBoolean())
                .setReason(one(REASONS))
                .setTipLamports(random.nextInt(3))
                .setFeeLamports(random.nextInt(3))
                .setProfitLamports(random.nextInt(5) - 2);
        return Envelope.newBuilder()
                .setEmittedAtNs((START_MILLIS + random.nextInt(4)) * 1_000_000)
                .setModule(one(List.of("", "mev", "arbitrage")))
                .setAgentId(one(List.of("", "agent-1")))
                .setOutcome(outcome)
                .build();
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
