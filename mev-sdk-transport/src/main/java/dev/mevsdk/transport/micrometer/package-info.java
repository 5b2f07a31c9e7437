/**
 * What the transport reports, as Micrometer meters. Needs micrometer-core. Entry type:
 * {@link dev.mevsdk.transport.micrometer.TransportMetrics}.
 */
@NullMarked
package dev.mevsdk.transport.micrometer;

import org.jspecify.annotations.NullMarked;
