package dev.mevsdk.jobs;

import java.time.Duration;

/**
 * How full a queue is.
 *
 * @param waiting could run now
 * @param delayed wait for their time: delayed ones and retries
 * @param running lent to a worker, or lost by one whose lease is not over yet
 * @param dead failed or cancelled, and kept
 * @param oldestWaiting since the oldest of the waiting ones was made; zero when none waits
 */
public record QueueStats(String queue, long waiting, long delayed, long running, long dead, Duration oldestWaiting) {}
