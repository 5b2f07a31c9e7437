import dev.mevsdk.jobs.JobOutcome;
import dev.mevsdk.jobs.JobQueue;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.JobRequest;
import dev.mevsdk.jobs.JobState;
import dev.mevsdk.jobs.Worker;
import dev.mevsdk.jobs.WorkerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** mev-sdk-jobs: a job whose folder appears exactly once, whole. JobQueue.connect(...) keeps the queue in Redis. */
class Jobs {
    public static void main(String[] args) throws Exception {
        Path root = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("jobs");
        JobQueueConfig config = JobQueueConfig.of(JobQueueConfig.DEFAULT_REDIS_URI).withQueues("report");
        try (JobQueue queue = JobQueue.inMemory(config);
                Worker worker = Worker.start(queue, WorkerConfig.defaults(), Map.of("report", job -> {
                    Path folder = job.stagingFolder(root);
                    Files.writeString(folder.resolve("report.txt"), "asked: " + job.payload());
                    return JobOutcome.publish("written", folder, root.resolve(job.jobId()), "{}");
                }))) {
            String id = queue.enqueue(JobRequest.of("report", "{\"day\":1}")).jobId();
            while (queue.status(id).orElseThrow().state() != JobState.DONE) {
                Thread.sleep(10);
            }
            System.out.println(Files.readString(root.resolve(id).resolve("report.txt")));
        }
    }
}
