package dev.mevsdk.jobs;

import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.config.TlsConfig;
import dev.mevsdk.jobs.internal.LeaseStore;
import dev.mevsdk.jobs.internal.LeaseStore.Failure;
import dev.mevsdk.jobs.internal.LeaseStore.TakeRequest;
import dev.mevsdk.jobs.internal.LeaseStore.Taken;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** An open queue, and the short words that its contracts are written in. */
interface JobQueueFixture {
    Duration LEASE = Duration.ofSeconds(15);

    /** The queue of this test. */
    LeaseStore queue();

    JobQueue open(JobQueueConfig config);

    static JobQueueConfig config(String uri) {
        return new JobQueueConfig(
                uri,
                JobQueueConfig.DEFAULT_QUEUES,
                "test-" + UUID.randomUUID(),
                JobQueueConfig.DEFAULT_COMMAND_TIMEOUT,
                JobQueueConfig.DEFAULT_ENDED_TTL,
                JobQueueConfig.DEFAULT_DEAD_TTL,
                3,
                TlsConfig.DEFAULT);
    }

    default List<Taken> take(String worker, int max) {
        return take(worker, max, LEASE);
    }

    default List<Taken> take(String worker, int max, Duration lease) {
        return queue().take("scrape", new TakeRequest(worker, UUID.randomUUID().toString(), max, lease))
                .jobs();
    }

    default Taken awaitTaken(String worker) {
        return await().until(() -> take(worker, 1), jobs -> !jobs.isEmpty()).get(0);
    }

    default String enqueue(String id) {
        return queue().enqueue(JobRequest.withId(id, "{}")).jobId();
    }

    default JobStatus status(String id) {
        return queue().status(id).orElseThrow();
    }

    static Failure failure(Failure.Kind kind, Duration delay) {
        return new Failure("it broke", "failed", kind, delay);
    }
}
