/** The queue on Redis: scripts in `lua`, one hash slot per queue. Entry type: {@link dev.mevsdk.jobs.internal.redis.RedisQueue}. */
@NullMarked
package dev.mevsdk.jobs.internal.redis;

import org.jspecify.annotations.NullMarked;
