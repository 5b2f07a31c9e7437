package dev.mevsdk.core.bundle;

import dev.mevsdk.core.MevException;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;

/**
 * All that was reported of one bundle, folded. Reports may come in any order, any number of times, and with gaps: the
 * state is the same. Immutable; its size does not grow with the reports.
 *
 * <p>Which report counts, first line that holds (times are those of the reports, never those of their arrival):
 *
 * <table>
 *   <caption>Precedence</caption>
 *   <tr><th>reported</th><th>state</th><th>why</th></tr>
 *   <tr><td>finalized, or landed without a status</td><td>FINALIZED</td><td>the chain's word is final</td></tr>
 *   <tr><td>processed, after the newest dropped or without one</td><td>PROCESSED</td>
 *       <td>a rejection speaks of one auction, a block of the bundle; after a drop only a new attempt gets into a block</td></tr>
 *   <tr><td>accepted, after the newest rejected and dropped or without one</td><td>ACCEPTED</td>
 *       <td>a new attempt; or another validator took it</td></tr>
 *   <tr><td>the newer of rejected and dropped; at the same time dropped</td><td>REJECTED or DROPPED</td>
 *       <td>so a processed bundle whose block was abandoned is DROPPED</td></tr>
 *   <tr><td>not landed without a status</td><td>DROPPED</td><td>as a dropped report without a reason</td></tr>
 *   <tr><td>nothing known</td><td>UNKNOWN</td><td></td></tr>
 * </table>
 *
 * The view {@code bundle_states} in ClickHouse states the same rule in SQL.
 */
public final class BundleHistory {
    private final String bundleId;
    private final String module;
    private final String agentId;
    private final Map<BundlePhase, Seen> seen;
    private final boolean hasStatus;
    private final Money money;
    private final long feeLamports;

    private BundleHistory(BundleHistory one, BundleHistory other) {
        bundleId = one.bundleId;
        module = max(one.module, other.module);
        agentId = max(one.agentId, other.agentId);
        seen = new EnumMap<>(one.seen);
        other.seen.forEach((phase, reports) -> seen.merge(phase, reports, Seen::with));
        hasStatus = one.hasStatus || other.hasStatus;
        money = one.money.max(other.money);
        feeLamports =
                Long.compareUnsigned(one.feeLamports, other.feeLamports) < 0 ? other.feeLamports : one.feeLamports;
    }

    private BundleHistory(Envelope event) {
        BundleOutcome outcome = event.getOutcome();
        BundlePhase phase = BundlePhase.of(outcome);
        Instant at = Instant.ofEpochSecond(0, event.getEmittedAtNs()).truncatedTo(ChronoUnit.MILLIS);
        bundleId = outcome.getBundleId();
        module = event.getModule();
        agentId = event.getAgentId();
        seen = new EnumMap<>(Map.of(phase, Seen.once(at, outcome.getReason())));
        hasStatus = outcome.getStatusValue() != 0;
        money = Money.of(outcome, phase, at);
        feeLamports = phase.isSettled() ? outcome.getFeeLamports() : 0;
    }

    /**
     * Of the first report at hand. Its time is {@link Envelope#getEmittedAtNs()}, to the ms.
     *
     * @throws MevException BAD_INPUT when the event is no outcome of a named bundle
     */
    public static BundleHistory of(Envelope report) {
        if (!report.hasOutcome() || report.getOutcome().getBundleId().isEmpty()) {
            throw MevException.badInput("outcome.bundle_id: must be set");
        }
        return new BundleHistory(report);
    }

    /** With one report more. */
    public BundleHistory with(Envelope report) {
        return merge(of(report));
    }

    /**
     * Both, as if folded in one.
     *
     * @throws MevException BAD_INPUT when they are of two bundles
     */
    public BundleHistory merge(BundleHistory other) {
        if (!bundleId.equals(other.bundleId)) {
            throw MevException.badInput("outcome.bundle_id: must be " + bundleId + ", is " + other.bundleId);
        }
        return new BundleHistory(this, other);
    }

    /** What follows. */
    public BundleState state() {
        BundleReading reading = new BundleReading(seen, hasStatus);
        BundlePhase phase = reading.phase();
        boolean failed = phase == BundlePhase.REJECTED || phase == BundlePhase.DROPPED;
        return new BundleState(
                bundleId,
                module,
                agentId,
                phase,
                failed ? reading.reason() : "",
                reading.since(),
                reading.missing(),
                reading.conflict(),
                money.tip(),
                feeLamports,
                money.isFinal() ? money.profit() : 0);
    }

    private static String max(String one, String other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
