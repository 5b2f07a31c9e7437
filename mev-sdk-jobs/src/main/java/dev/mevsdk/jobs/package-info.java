/** A job queue with leases, fencing and exactly-once publication. Entry type: {@link dev.mevsdk.jobs.JobHandler}. */
@NullMarked
package dev.mevsdk.jobs;

import org.jspecify.annotations.NullMarked;
