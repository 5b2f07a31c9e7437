/** What queue and workers report, as Micrometer meters. Needs micrometer-core. Entry type: {@link dev.mevsdk.jobs.micrometer.JobMetrics}. */
@NullMarked
package dev.mevsdk.jobs.micrometer;

import org.jspecify.annotations.NullMarked;
