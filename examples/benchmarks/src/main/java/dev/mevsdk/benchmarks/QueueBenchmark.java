package dev.mevsdk.benchmarks;

import dev.mevsdk.embedded.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The job queue: what a job costs Redis, how soon it starts, how soon it is recovered, and drain rates of peers. */
final class QueueBenchmark implements Benchmark {
    private static final int THREADS = 32;

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.create()) {
            redis.start();
            QueueArm arm = new QueueArm(redis);
            arm.drain(run.quick() ? 5_000 : 20_000, THREADS);
            drainRounds(run, arm, redis);
            latencies(run, arm);
            int waiting = run.quick() ? 50_000 : 1_000_000;
            run.figure("cost_1m_waiting_over_1", "ratio", arm.costOfWaiting(waiting, run.quick() ? 1 : 3));
            if (run.quick()) {
                run.note("quick: cost_1m_waiting_over_1 was measured with " + waiting + " waiting jobs");
            }
        }
        run.skip("drain_vs_bullmq", "no Node peer in this benchmark yet");
        run.note(
                "Redis 6.2 beside the benchmark on the same CPUs, append-only file synced every second, as in production");
    }

    private static void latencies(BenchmarkRun run, QueueArm arm) {
        double[] pickup = arm.pickupMillis(run.quick() ? 300 : 2000);
        run.figure("pickup_p50_ms", "ms", Samples.percentile(pickup, 50));
        run.figure("pickup_p99_ms", "ms", Samples.percentile(pickup, 99));
        double[] recovery = arm.recoverySeconds(run.quick() ? 40 : 200);
        run.figure("recovery_p99_over_lease_s", "s", Samples.percentile(recovery, 99));
        run.note("recovery: time from the end of a silent worker's lease (1 s here, 15 s by default) to the handler");
        run.figure("max_stall_ms", "ms", arm.maxStallMillis(run.quick() ? 40 : 300));
    }

    private static void drainRounds(BenchmarkRun run, QueueArm arm, EmbeddedRedis redis) throws Exception {
        int rounds = run.quick() ? 2 : 5;
        int jobs = run.quick() ? 10_000 : 50_000;
        int peerJobs = run.quick() ? 2_000 : 10_000;
        List<QueueArm.Drain> ours = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        DramatiqArm dramatiq = new DramatiqArm(redis.url());
        for (int round = 0; round < rounds; round++) {
            QueueArm.Drain drain = arm.drain(jobs, THREADS);
            ours.add(drain);
            Optional<DramatiqArm.Drain> peer = dramatiq.drain(peerJobs);
            peer.ifPresent(theirs -> {
                ratios.add(drain.jobsPerSecond() / theirs.jobsPerSecond());
                run.detail("dramatiq_drain", "jobs/s", theirs.jobsPerSecond());
                run.detail("dramatiq_worker_cpu", "us/job", theirs.cpuMicrosPerJob());
            });
        }
        run.figure("redis_cpu_us_per_job", "us", Samples.of(ours, QueueArm.Drain::redisMicrosPerJob));
        run.detail("drain", "jobs/s", Samples.of(ours, QueueArm.Drain::jobsPerSecond));
        run.detail("worker_cpu", "us/job", Samples.of(ours, QueueArm.Drain::workerMicrosPerJob));
        run.detail("enqueue", "jobs/s", Samples.of(ours, QueueArm.Drain::enqueuedPerSecond));
        if (ratios.isEmpty()) {
            run.skip("drain_vs_dramatiq", dramatiq.absence());
        } else {
            run.figure("drain_vs_dramatiq", "ratio", Samples.of(ratios, Double::doubleValue));
        }
        run.note("drain: no-op jobs, ours 1 JVM x " + THREADS
                + " threads; Dramatiq 1 process x 8 threads (its default)");
    }
}
