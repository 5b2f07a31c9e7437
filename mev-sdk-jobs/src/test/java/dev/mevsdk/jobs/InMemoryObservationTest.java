package dev.mevsdk.jobs;

class InMemoryObservationTest extends ObservationContract {
    @Override
    JobQueue open(JobQueueConfig config) {
        return JobQueue.inMemory(config);
    }
}
