/** A job queue with leases, fencing and exactly-once publication. Entry types: JobQueue, Worker, {@link dev.mevsdk.jobs.JobHandler}. */
@NullMarked
package dev.mevsdk.jobs;

import org.jspecify.annotations.NullMarked;
