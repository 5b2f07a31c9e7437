package dev.mevsdk.core.bundle;

import static dev.mevsdk.core.bundle.Reports.original;
import static dev.mevsdk.core.bundle.Reports.report;
import static dev.mevsdk.core.bundle.Reports.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.BundleOutcome.Status;
import dev.mevsdk.proto.Envelope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleHistoryTest {
    private static final int HISTORIES = 20_000;

    private static BundleState fold(List<Envelope> reports) {
        return reports.stream()
                .map(BundleHistory::of)
                .reduce(BundleHistory::merge)
                .orElseThrow()
                .state();
    }

    private static BundleState fold(Envelope... reports) {
        return fold(List.of(reports));
    }

    /** Reports as `STATUS@second` or `STATUS@second:reason`; LANDED and LOST have no status. */
    @ParameterizedTest
    @CsvSource({
        "ACCEPTED@1, ACCEPTED, 1, 'accepted by the block engine, in no block yet; missing: outcome'",
        "ACCEPTED@1 ACCEPTED@2 ACCEPTED@2, ACCEPTED, 1, 'accepted by the block engine, in no block yet; missing: outcome'",
        "ACCEPTED@1 PROCESSED@2, PROCESSED, 2, 'in a block, not final yet; missing: outcome'",
        "PROCESSED@2, PROCESSED, 2, 'in a block, not final yet; missing: accepted, outcome'",
        "ACCEPTED@1 PROCESSED@2 FINALIZED@3, FINALIZED, 3, landed and final",
        "ACCEPTED@1 FINALIZED@3 FINALIZED@9, FINALIZED, 3, landed and final; missing: processed",
        "FINALIZED@3, FINALIZED, 3, 'landed and final; missing: accepted, processed'",
        "REJECTED@1:auction_bid, REJECTED, 1, rejected: outbid in the auction",
        "REJECTED@1:simulation_failure, REJECTED, 1, rejected: its simulation failed",
        "REJECTED@1:internal, REJECTED, 1, rejected: internal error of the block engine",
        "REJECTED@1:dropped_bundle, REJECTED, 1, rejected: dropped by the block engine",
        "REJECTED@1:something new, REJECTED, 1, rejected: something new",
        "REJECTED@1, REJECTED, 1, rejected: no reason given; missing: reason",
        "ACCEPTED@1 DROPPED@2:blockhash_expired, DROPPED, 2, did not land: its blockhash expired",
        "ACCEPTED@1 PROCESSED@2 DROPPED@3:not_finalized, DROPPED, 3, did not land: its block was abandoned",
        "DROPPED@3:not_finalized, DROPPED, 3, 'did not land: its block was abandoned; missing: accepted, processed'",
        "ACCEPTED@1 DROPPED@3:partially_processed, DROPPED, 3, "
                + "did not land: only a part of it was processed; missing: processed",
        "LANDED@4, FINALIZED, 4, landed and final",
        "LOST@4, DROPPED, 4, did not land: no reason given; missing: reason",
        // Another attempt.
        "REJECTED@1:auction_bid ACCEPTED@2, ACCEPTED, 2, 'accepted by the block engine, in no block yet; missing: outcome'",
        "ACCEPTED@1 REJECTED@2:auction_bid, REJECTED, 2, rejected: outbid in the auction",
        "ACCEPTED@2 REJECTED@2:auction_bid, REJECTED, 2, rejected: outbid in the auction",
        "REJECTED@1:internal ACCEPTED@2 REJECTED@3:auction_bid, REJECTED, 3, rejected: outbid in the auction",
        "DROPPED@1:blockhash_expired ACCEPTED@2 PROCESSED@3, PROCESSED, 3, 'in a block, not final yet; missing: outcome'",
        "REJECTED@5:internal PROCESSED@3 ACCEPTED@1, PROCESSED, 3, 'in a block, not final yet; missing: outcome'",
        "REJECTED@1:internal DROPPED@1:blockhash_expired ACCEPTED@0, DROPPED, 1, did not land: its blockhash expired",
        // What does not fit together.
        "ACCEPTED@1 PROCESSED@2 FINALIZED@3 DROPPED@4:not_finalized, FINALIZED, 3, "
                + "landed and final; although dropped was reported too",
        "ACCEPTED@1 PROCESSED@2 DROPPED@3:blockhash_expired, DROPPED, 3, "
                + "did not land: its blockhash expired; although processed was reported too",
        "ACCEPTED@1 REJECTED@2:internal PROCESSED@3 FINALIZED@4, FINALIZED, 4, landed and final",
        "LANDED@4 LOST@5, FINALIZED, 4, landed and final; although dropped was reported too",
    })
    void reportsComeToOneExplainedState(String reports, BundlePhase phase, int since, String explanation) {
        List<Envelope> events = new ArrayList<>();
        for (String one : reports.split(" (?=[A-Z])")) {
            String[] parts = one.split("[@:]", 3);
            int second = Integer.parseInt(parts[1]);
            events.add(
                    switch (parts[0]) {
                        case "LANDED" -> original(true, second);
                        case "LOST" -> original(false, second);
                        default -> report(Status.valueOf(parts[0]), second, parts.length > 2 ? parts[2] : "");
                    });
        }
        BundleState state = fold(events);
        assertThat(state.phase()).isEqualTo(phase);
        assertThat(state.since()).isEqualTo(second(since));
        assertThat(state.explanation()).isEqualTo(explanation);
    }

    @Test
    void aStatusOfALaterVersionIsNotGuessed() {
        BundleState state = fold(Reports.event(1, BundleOutcome.newBuilder().setStatusValue(99)));
        assertThat(state.phase()).isEqualTo(BundlePhase.UNKNOWN);
        assertThat(state.explanation()).contains("does not know");
        assertThat(state.pnlLamports()).isZero();
    }

    @Test
    void orderAndRepetitionOfReportsDoNotMatter() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            List<Envelope> reports = Reports.random(random);
            BundleState expected = fold(reports);
            List<Envelope> delivered = new ArrayList<>(reports);
            reports.stream().filter(report -> random.nextBoolean()).forEach(delivered::add);
            Collections.shuffle(delivered, random);
            assertThat(fold(delivered)).as("seed %d, history %d", seed, i).isEqualTo(expected);
            int cut = random.nextInt(delivered.size());
            if (cut > 0) {
                BundleHistory first = history(delivered.subList(0, cut));
                BundleHistory second = history(delivered.subList(cut, delivered.size()));
                assertThat(second.merge(first).state())
                        .as("seed %d, history %d, in two parts", seed, i)
                        .isEqualTo(expected);
            }
        }
    }

    private static BundleHistory history(List<Envelope> reports) {
        BundleHistory history = BundleHistory.of(reports.get(0));
        for (Envelope report : reports) {
            history = history.with(report);
        }
        return history;
    }

    @Test
    void onlyALandedBundleBringsProfitAndPaysItsTip() {
        BundleOutcome.Builder money = BundleOutcome.newBuilder()
                .setProfitLamports(5_000_000)
                .setTipLamports(1_000_000)
                .setFeeLamports(5_000);
        assertThat(paid(money, Status.FINALIZED)).isEqualTo(3_995_000);
        assertThat(paid(money, Status.REJECTED)).isEqualTo(-5_000);
        assertThat(paid(money, Status.DROPPED)).isEqualTo(-5_000);
        assertThat(paid(money, Status.PROCESSED)).isZero();
        assertThat(paid(money, Status.ACCEPTED)).isZero();
    }

    private static long paid(BundleOutcome.Builder money, Status status) {
        return fold(Reports.event(1, money.clone().setStatus(status))).pnlLamports();
    }

    /** Fees are stated as a sum over the attempts: the greatest is the newest. */
    @Test
    void feesOfFailedAttemptsStayWhenALaterOneLands() {
        Envelope failed = Reports.event(
                1, BundleOutcome.newBuilder().setStatus(Status.DROPPED).setFeeLamports(5_000));
        Envelope landed = Reports.event(
                2,
                BundleOutcome.newBuilder()
                        .setStatus(Status.FINALIZED)
                        .setFeeLamports(10_000)
                        .setProfitLamports(100_000)
                        .setTipLamports(1_000));
        assertThat(fold(failed, landed, failed).pnlLamports()).isEqualTo(89_000);
    }

    @Test
    void reportsOfTwoBundlesAreRefused() {
        BundleHistory one = BundleHistory.of(original(true, 1));
        Envelope other = Envelope.newBuilder()
                .setOutcome(BundleOutcome.newBuilder().setBundleId("another"))
                .build();
        assertThatThrownBy(() -> one.with(other))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("outcome.bundle_id: must be b");
        assertThatThrownBy(() -> BundleHistory.of(Envelope.getDefaultInstance()))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("outcome.bundle_id");
    }
}
