package dev.mevsdk.transport.control;

import dev.mevsdk.core.metrics.ModuleReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges one module by what is known of it. For one thread at a time; time is given. */
final class ModuleBreaker {
    /** @param breaker {@code loss}, {@code landed} or {@code staleness} */
    record Trip(String breaker, String reason) {}

    private static final double LAMPORTS_PER_SOL = 1e9;

    private final BreakerConfig config;
    private @Nullable ModuleReading reading;
    private @Nullable Instant runningSince;
    private @Nullable Trip unsent;
    /** Of the last kill; what is older than it says nothing of what came after. */
    private long killVersion;

    ModuleBreaker(BreakerConfig config) {
        this.config = config;
    }

    void accept(ModuleReading newest) {
        reading = newest;
    }

    /** The kill is in the log. */
    void killed(long policyVersion) {
        unsent = null;
        killVersion = policyVersion;
        runningSince = null;
    }

    /** What the module has to be killed for, until {@link #killed} or until it runs no more; null for nothing. */
    @Nullable
    Trip judge(ModuleStatus status, Instant now) {
        Policy desired = status.desired();
        if (desired.version() < killVersion) {
            return null;
        }
        if (desired.state() != Policy.State.RUNNING) {
            unsent = null;
            runningSince = null;
            return null;
        }
        Instant since = runningSince;
        if (since == null) {
            since = now;
            runningSince = now;
        }
        if (unsent == null && !now.isBefore(since.plus(config.grace()))) {
            unsent = trip(status.agents(), since, now);
        }
        return unsent;
    }

    private @Nullable Trip trip(List<AgentStatus> agents, Instant since, Instant now) {
        return Stream.of(loss(), landed(), staleReadings(since, now), silentAgents(agents, now))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private Optional<Trip> loss() {
        ModuleReading newest = reading;
        if (newest == null || config.maxLossSol().isEmpty()) {
            return Optional.empty();
        }
        double loss = -newest.pnlLamports1h() / LAMPORTS_PER_SOL;
        double limit = config.maxLossSol().get();
        return when(
                loss > limit,
                "loss",
                String.format(Locale.ROOT, "lost %.4f SOL in the last hour, limit %.4f", loss, limit));
    }

    private Optional<Trip> landed() {
        ModuleReading newest = reading;
        if (newest == null || config.minLanded().isEmpty()) {
            return Optional.empty();
        }
        double share = newest.landedFraction();
        double limit = config.minLanded().get();
        String text = String.format(
                Locale.ROOT,
                "%.1f %% of %d settled bundles landed in 10 minutes, at least %.1f %% are required",
                share * 100,
                newest.settledBundles(),
                limit * 100);
        return when(newest.settledBundles() >= config.minSettledBundles() && share < limit, "landed", text);
    }

    /** Nobody has to give readings, but who judges by them must not go on without. */
    private Optional<Trip> staleReadings(Instant since, Instant now) {
        ModuleReading newest = reading;
        if (config.maxStaleness().isEmpty() || (newest == null && !config.judgesBundles())) {
            return Optional.empty();
        }
        Instant asOf = newest == null ? since : newest.asOf();
        return stale(Duration.between(asOf, now), "no new reading of settled bundles");
    }

    /** One agent that is cut off halts by its lease; a module none of whose agents is heard runs blind. */
    private Optional<Trip> silentAgents(List<AgentStatus> agents, Instant now) {
        Optional<Instant> heard = agents.stream()
                .map(agent -> Instant.ofEpochMilli(agent.lastSeenMillis()))
                .max(Instant::compareTo);
        if (config.maxStaleness().isEmpty() || heard.isEmpty()) {
            return Optional.empty();
        }
        return stale(Duration.between(heard.get(), now), "no heartbeat of any of its " + agents.size() + " agents");
    }

    private Optional<Trip> stale(Duration age, String what) {
        Duration limit = config.maxStaleness().orElse(Duration.ZERO);
        String text = String.format(
                Locale.ROOT, "%s for %.1f s, limit %.1f s", what, age.toMillis() / 1e3, limit.toMillis() / 1e3);
        return when(age.compareTo(limit) > 0, "staleness", text);
    }

    private static Optional<Trip> when(boolean broken, String breaker, String reason) {
        return broken ? Optional.of(new Trip(breaker, reason)) : Optional.empty();
    }
}
