package dev.mevsdk.jobs;

import dev.mevsdk.jobs.internal.LeaseStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every form of the queue promises to clients and workers. */
abstract class JobQueueContract implements QueueTakingContract, LeaseContract, JobEndContract, JobStatusContract {
    private LeaseStore queue;

    @BeforeEach
    void openQueue() {
        queue = (LeaseStore) open(JobQueueFixture.config("redis://localhost:1/0"));
    }

    @AfterEach
    void closeQueue() {
        queue.close();
    }

    @Override
    public LeaseStore queue() {
        return queue;
    }
}
