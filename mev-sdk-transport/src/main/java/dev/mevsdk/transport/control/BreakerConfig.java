package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * When a module that runs is killed by itself. Each limit is off while it is empty.
 *
 * @param maxLossSol loss of the last hour beyond which it is killed, SOL, more than 0
 * @param minLanded share of the settled bundles of the last 10 minutes that has to land, above 0, up to 1
 * @param minSettledBundles so many have to have settled before the share counts
 * @param maxStaleness a module nobody can see is killed: no reading of its bundles, or no heartbeat of any of its agents,
 *     for longer than this
 * @param grace after a start, before it is judged: what broke it may still be in the window of an hour, so a start that
 *     comes too early is followed by a kill again
 */
public record BreakerConfig(
        Optional<Double> maxLossSol,
        Optional<Double> minLanded,
        long minSettledBundles,
        Optional<Duration> maxStaleness,
        Duration grace) {
    public static final long DEFAULT_MIN_SETTLED_BUNDLES = 20;
    /** 60 s. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(60);

    private static final double MAX_LOSS_SOL = 1_000_000;

    /** No breaker. */
    public static final BreakerConfig OFF = new BreakerConfig(
            Optional.empty(), Optional.empty(), DEFAULT_MIN_SETTLED_BUNDLES, Optional.empty(), DEFAULT_GRACE);

    /** @throws MevException BAD_INPUT that names the field and what is allowed */
    public BreakerConfig {
        require(maxLossSol.filter(loss -> !(loss > 0)).isEmpty(), "maxLossSol: more than 0 (SOL)");
        require(
                minLanded.filter(share -> !(share > 0 && share <= 1)).isEmpty(),
                "minLanded: a fraction above 0, up to 1");
        require(minSettledBundles >= 1, "minSettledBundles: 1 or more");
        require(maxStaleness.filter(age -> age.toMillis() < 1000).isEmpty(), "maxStaleness: 1 s or more");
        require(!grace.isNegative(), "grace: 0 or more");
    }

    /**
     * From the environment: {@code BREAKER_MAX_LOSS_SOL}, {@code BREAKER_MIN_LANDED} with
     * {@code BREAKER_MIN_SETTLED} (bundles), {@code BREAKER_MAX_STALENESS} (duration), {@code BREAKER_GRACE} (duration).
     */
    public static BreakerConfig from(Settings settings) {
        Optional<String> staleness = settings.text("BREAKER_MAX_STALENESS");
        return new BreakerConfig(
                settings.decimal("BREAKER_MAX_LOSS_SOL", 0, MAX_LOSS_SOL),
                settings.decimal("BREAKER_MIN_LANDED", 0, 1),
                settings.integer("BREAKER_MIN_SETTLED", (int) DEFAULT_MIN_SETTLED_BUNDLES, 1, Integer.MAX_VALUE),
                staleness.map(text -> settings.duration("BREAKER_MAX_STALENESS", Duration.ZERO)),
                settings.duration("BREAKER_GRACE", DEFAULT_GRACE));
    }

    public BreakerConfig withMaxLossSol(double limit) {
        return new BreakerConfig(Optional.of(limit), minLanded, minSettledBundles, maxStaleness, grace);
    }

    public BreakerConfig withMinLanded(double limit, long settledBundles) {
        return new BreakerConfig(maxLossSol, Optional.of(limit), settledBundles, maxStaleness, grace);
    }

    public BreakerConfig withMaxStaleness(Duration limit) {
        return new BreakerConfig(maxLossSol, minLanded, minSettledBundles, Optional.of(limit), grace);
    }

    public BreakerConfig withGrace(Duration afterStart) {
        return new BreakerConfig(maxLossSol, minLanded, minSettledBundles, maxStaleness, afterStart);
    }

    /** Whether readings of bundles are needed. */
    boolean judgesBundles() {
        return maxLossSol.isPresent() || minLanded.isPresent();
    }

    boolean isOff() {
        return !judgesBundles() && maxStaleness.isEmpty();
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw MevException.badInput(problem);
        }
    }
}
