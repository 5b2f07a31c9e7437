package dev.mevsdk.jobs;

class InMemoryJobQueueTest extends JobQueueContract {
    @Override
    public JobQueue open(JobQueueConfig config) {
        return JobQueue.inMemory(config);
    }
}
