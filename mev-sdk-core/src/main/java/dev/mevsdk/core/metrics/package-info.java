/**
 * The fleet's figures, without a type of any store. Entry types: MetricsAggregator, which publishes what its sources say;
 * ModuleReading.
 */
@NullMarked
package dev.mevsdk.core.metrics;

import org.jspecify.annotations.NullMarked;
