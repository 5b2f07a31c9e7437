package dev.mevsdk.core.metrics;

import java.time.Instant;

/**
 * What settled bundles say of one module at one time.
 *
 * @param module {@code arbitrage} or {@code mev}
 * @param landedFraction landed / settled bundles of the last 10 minutes, 0..1; NaN when none has settled
 * @param settledBundles how many have settled in the last 10 minutes
 * @param pnlLamports1h profit of finalized bundles minus their tips and the fees of all attempts, last hour
 * @param asOf when the source answered; old when the source is away
 */
public record ModuleReading(
        String module, double landedFraction, long settledBundles, long pnlLamports1h, Instant asOf) {}
