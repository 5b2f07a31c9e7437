package dev.mevsdk.jobs;

class InMemoryJobQueueTest extends JobQueueContract {
    @Override
    JobQueue open(JobQueueConfig config) {
        return JobQueue.inMemory(config);
    }
}
