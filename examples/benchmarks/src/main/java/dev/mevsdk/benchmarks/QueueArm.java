package dev.mevsdk.benchmarks;

import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.jobs.JobHandler;
import dev.mevsdk.jobs.JobOutcome;
import dev.mevsdk.jobs.JobQueue;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.JobRequest;
import dev.mevsdk.jobs.Worker;
import dev.mevsdk.jobs.WorkerConfig;
import dev.mevsdk.jobs.internal.LeaseStore;
import dev.mevsdk.jobs.internal.LeaseStore.TakeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Our queue on a real Redis. */
final class QueueArm {
    private final EmbeddedRedis redis;
    private int life;

    QueueArm(EmbeddedRedis redis) {
        this.redis = redis;
    }

    record Drain(int jobs, double seconds, double enqueueSeconds, double redisSeconds, double workerSeconds) {
        double jobsPerSecond() {
            return jobs / seconds;
        }

        double enqueuedPerSecond() {
            return jobs / enqueueSeconds;
        }

        double redisMicrosPerJob() {
            return redisSeconds * 1e6 / jobs;
        }

        double workerMicrosPerJob() {
            return workerSeconds * 1e6 / jobs;
        }
    }

    /** Jobs are there before the worker is; the clock stops when the last one is done. */
    Drain drain(int jobs, int threads) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(jobs);
        try (JobQueue queue = open()) {
            long start = System.nanoTime();
            queue.enqueueAll(requests(jobs, JobRequest.DEFAULT_PRIORITY));
            long enqueued = System.nanoTime();
            double redisBefore = redisCpuSeconds();
            long cpuBefore = CpuTime.ofProcessNanos();
            try (Worker worker = Worker.start(queue, WorkerConfig.defaults().withThreads(threads), handler(job -> {
                left.countDown();
                return JobOutcome.done("");
            }))) {
                awaitZero(left);
                double seconds = secondsSince(enqueued);
                return new Drain(
                        jobs,
                        seconds,
                        (enqueued - start) / 1e9,
                        redisCpuSeconds() - redisBefore,
                        (CpuTime.ofProcessNanos() - cpuBefore) / 1e9);
            }
        }
    }

    /** From before the enqueue call to the handler, the worker idle each time. */
    double[] pickupMillis(int jobs) {
        SynchronousQueue<Long> started = new SynchronousQueue<>();
        try (JobQueue queue = open();
                Worker worker = Worker.start(queue, WorkerConfig.defaults(), handler(job -> {
                    started.put(System.nanoTime());
                    return JobOutcome.done("");
                }))) {
            double[] millis = IntStream.range(0, jobs)
                    .mapToDouble(i -> {
                        long before = System.nanoTime();
                        queue.enqueue(JobRequest.of("bench", "{}"));
                        return (take(started) - before) / 1e6;
                    })
                    .toArray();
            return millis;
        }
    }

    private static long take(SynchronousQueue<Long> started) {
        try {
            Long at = started.poll(60, TimeUnit.SECONDS);
            if (at == null) {
                throw new IllegalStateException("a job was not started within a minute");
            }
            return at;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Jobs are lent to a worker that never speaks again, one by one, so that their leases end one by one. */
    double[] recoverySeconds(int jobs) {
        Duration lease = Duration.ofSeconds(1);
        Map<String, Long> leaseEnds = new ConcurrentHashMap<>();
        Map<String, Double> late = new ConcurrentHashMap<>();
        CountDownLatch left = new CountDownLatch(jobs);
        try (JobQueue queue = open()) {
            LeaseStore store = (LeaseStore) queue;
            queue.enqueueAll(requests(jobs, JobRequest.DEFAULT_PRIORITY));
            for (int i = 0; i < jobs; i++) {
                store.take("bench", new TakeRequest("silent", "r" + i, 1, lease))
                        .jobs()
                        .forEach(job -> leaseEnds.put(job.lease().jobId(), System.nanoTime() + lease.toNanos()));
            }
            try (Worker worker = Worker.start(queue, WorkerConfig.defaults().withThreads(8), handler(job -> {
                late.put(job.jobId(), secondsSince(leaseEnds.getOrDefault(job.jobId(), System.nanoTime())));
                left.countDown();
                return JobOutcome.done("");
            }))) {
                awaitZero(left);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return late.values().stream()
                .mapToDouble(seconds -> Math.max(0, seconds))
                .toArray();
    }

    /** Bursts onto two workers: the longest time in which jobs waited and none was started. */
    double maxStallMillis(int bursts) {
        SynchronousQueue<Long> started = new SynchronousQueue<>();
        JobHandler handler = job -> {
            started.put(System.nanoTime());
            return JobOutcome.done("");
        };
        double longest = 0;
        try (JobQueue queue = open();
                Worker one = Worker.start(queue, WorkerConfig.defaults(), handler(handler));
                Worker two = Worker.start(queue, WorkerConfig.defaults(), handler(handler))) {
            for (int burst = 0; burst < bursts; burst++) {
                int size = 1 + (burst * 7919) % 23;
                long last = System.nanoTime();
                queue.enqueueAll(requests(size, JobRequest.DEFAULT_PRIORITY));
                for (int i = 0; i < size; i++) {
                    long at = take(started);
                    longest = Math.max(longest, (at - last) / 1e6);
                    last = Math.max(last, at);
                }
            }
        }
        return longest;
    }

    /** Redis's CPU for one job's whole life with many jobs waiting, over the same with one waiting. */
    double[] costOfWaiting(int waiting, int rounds) throws InterruptedException {
        try (JobQueue crowded = open();
                JobQueue empty = open()) {
            empty.enqueueAll(requests(1, 0));
            for (int done = 0; done < waiting; done += 10_000) {
                crowded.enqueueAll(requests(10_000, 0));
            }
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                ratios.add(lifeCost(crowded) / lifeCost(empty));
            }
            return Samples.of(ratios, Double::doubleValue);
        }
    }

    private double lifeCost(JobQueue queue) {
        int jobs = 10_000;
        LeaseStore store = (LeaseStore) queue;
        double before = redisCpuSeconds();
        for (int i = 0; i < jobs; i += 100) {
            queue.enqueueAll(requests(100, 9));
            store.take("bench", new TakeRequest("w", "r" + i, 100, Duration.ofMinutes(1)))
                    .jobs()
                    .forEach(job -> store.done(job.lease(), "", ""));
        }
        return (redisCpuSeconds() - before) / jobs;
    }

    private JobQueue open() {
        JobQueueConfig base = JobQueueConfig.of(redis.url());
        return JobQueue.connect(new JobQueueConfig(
                base.redisUri(),
                List.of("bench"),
                "bench" + ++life,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                base.logLines(),
                base.tls()));
    }

    private static List<JobRequest> requests(int count, int priority) {
        return IntStream.range(0, count)
                .mapToObj(i -> JobRequest.of("bench", "{}").withPriority(priority))
                .toList();
    }

    private static Map<String, JobHandler> handler(JobHandler handler) {
        return Map.of("bench", handler);
    }

    private double redisCpuSeconds() {
        return ProcessHandle.of(redis.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .map(duration -> duration.toNanos() / 1e9)
                .orElseThrow();
    }

    private static void awaitZero(CountDownLatch left) throws InterruptedException {
        if (!left.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException(left.getCount() + " jobs were not done within five minutes");
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
