package dev.mevsdk.jobs;

class InMemoryWorkerTest extends WorkerContract {
    @Override
    JobQueue open(JobQueueConfig config) {
        return JobQueue.inMemory(config);
    }
}
