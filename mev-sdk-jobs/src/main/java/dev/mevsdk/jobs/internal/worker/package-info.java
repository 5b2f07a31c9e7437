/** How a worker runs and publishes jobs. Entry type: {@link dev.mevsdk.jobs.internal.worker.RunningWorker}. */
@NullMarked
package dev.mevsdk.jobs.internal.worker;

import org.jspecify.annotations.NullMarked;
