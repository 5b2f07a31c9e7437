package dev.mevsdk.jobs;

import dev.mevsdk.core.MevException;
import java.time.Duration;
import java.util.UUID;

/**
 * A worker's settings.
 *
 * @param name unique among all workers of the queue
 * @param threads jobs at once per queue: a long job of one queue never holds up another
 * @param lease after which a job of a worker that fell silent is given to another
 * @param renewEvery between renewals, less than half the lease
 * @param checkEvery between looks for cancelled and lost jobs
 * @param backoffMin before the second attempt; doubles with each attempt, with jitter
 * @param backoffMax longest pause between attempts
 * @param drain how long {@link Worker#close} lets running jobs go on
 * @param orphanGrace how long a folder of an older run stays after a newer run began
 */
public record WorkerConfig(
        String name,
        int threads,
        Duration lease,
        Duration renewEvery,
        Duration checkEvery,
        Duration backoffMin,
        Duration backoffMax,
        Duration drain,
        Duration orphanGrace) {
    public static final int DEFAULT_THREADS = 2;
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(15);
    public static final Duration DEFAULT_RENEW_EVERY = Duration.ofSeconds(5);
    public static final Duration DEFAULT_CHECK_EVERY = Duration.ofSeconds(1);
    public static final Duration DEFAULT_BACKOFF_MIN = Duration.ofSeconds(2);
    public static final Duration DEFAULT_BACKOFF_MAX = Duration.ofMinutes(5);
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(20);
    public static final Duration DEFAULT_ORPHAN_GRACE = Duration.ofMinutes(1);

    public WorkerConfig {
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw MevException.badInput("worker name: 1 to 64 letters, digits, dots, dashes and underscores");
        }
        if (threads < 1 || threads > 1024) {
            throw MevException.badInput("threads: 1 to 1024");
        }
        if (lease.toMillis() < 100) {
            throw MevException.badInput("lease: at least 100 ms");
        }
        if (renewEvery.isNegative()
                || renewEvery.isZero()
                || renewEvery.multipliedBy(2).compareTo(lease) > 0) {
            throw MevException.badInput("renew every: more than zero, at most half the lease");
        }
        if (checkEvery.isNegative() || checkEvery.isZero()) {
            throw MevException.badInput("check every: more than zero");
        }
        if (backoffMin.isNegative() || backoffMax.compareTo(backoffMin) < 0) {
            throw MevException.badInput("backoff: from zero, and the longest not below the shortest");
        }
        if (drain.isNegative() || orphanGrace.isNegative()) {
            throw MevException.badInput("drain and orphan grace: from zero");
        }
    }

    /** All defaults and a name of its own. */
    public static WorkerConfig defaults() {
        return new WorkerConfig(
                "worker-" + UUID.randomUUID(),
                DEFAULT_THREADS,
                DEFAULT_LEASE,
                DEFAULT_RENEW_EVERY,
                DEFAULT_CHECK_EVERY,
                DEFAULT_BACKOFF_MIN,
                DEFAULT_BACKOFF_MAX,
                DEFAULT_DRAIN,
                DEFAULT_ORPHAN_GRACE);
    }

    public WorkerConfig withThreads(int count) {
        return new WorkerConfig(name, count, lease, renewEvery, checkEvery, backoffMin, backoffMax, drain, orphanGrace);
    }

    /** Renewals follow at a third of it. */
    public WorkerConfig withLease(Duration length) {
        Duration third = length.dividedBy(3);
        Duration check = third.compareTo(checkEvery) < 0 ? third : checkEvery;
        return new WorkerConfig(name, threads, length, third, check, backoffMin, backoffMax, drain, orphanGrace);
    }

    public WorkerConfig withBackoff(Duration min, Duration max) {
        return new WorkerConfig(name, threads, lease, renewEvery, checkEvery, min, max, drain, orphanGrace);
    }

    public WorkerConfig withDrain(Duration time) {
        return new WorkerConfig(
                name, threads, lease, renewEvery, checkEvery, backoffMin, backoffMax, time, orphanGrace);
    }

    public WorkerConfig withOrphanGrace(Duration time) {
        return new WorkerConfig(name, threads, lease, renewEvery, checkEvery, backoffMin, backoffMax, drain, time);
    }
}
