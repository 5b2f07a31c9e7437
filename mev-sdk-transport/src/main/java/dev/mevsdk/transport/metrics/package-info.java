/** Figures from a monitoring system. Entry type: PrometheusMetrics. */
@NullMarked
package dev.mevsdk.transport.metrics;

import org.jspecify.annotations.NullMarked;
