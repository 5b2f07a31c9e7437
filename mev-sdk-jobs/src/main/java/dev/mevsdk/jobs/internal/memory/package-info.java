/** The queue in memory. Entry type: {@link dev.mevsdk.jobs.internal.memory.MemoryQueue}. */
@NullMarked
package dev.mevsdk.jobs.internal.memory;

import org.jspecify.annotations.NullMarked;
