package dev.mevsdk.jobs;

import dev.mevsdk.proto.DatasetStatus;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.TrainingStatus;
import java.util.Optional;

/**
 * One change of a job, published after it was stored.
 *
 * @param eventId unique, rising in its queue
 * @param atMillis ms since the epoch, the queue's clock
 * @param progress 0..1
 */
public record JobEvent(
        String eventId,
        long atMillis,
        String jobId,
        JobState state,
        double progress,
        String message,
        String reason,
        int attempt) {

    /** TrainingStatus for ids that start with `train-`, DatasetStatus for `scrape-`, else nothing. */
    public Optional<Envelope> toEnvelope() {
        Envelope.Builder envelope =
                Envelope.newBuilder().setEventId("job-" + jobId + "-" + eventId).setEmittedAtNs(atMillis * 1_000_000);
        return switch (JobRequest.queueOf(jobId)) {
            case "train" ->
                Optional.of(envelope.setType(Envelope.Type.TRAINING)
                        .setModule(JobRequest.moduleOf(jobId).orElse(""))
                        .setTraining(training())
                        .build());
            case "scrape" ->
                Optional.of(envelope.setType(Envelope.Type.DATASET)
                        .setDataset(dataset())
                        .build());
            default -> Optional.empty();
        };
    }

    private TrainingStatus training() {
        return TrainingStatus.newBuilder()
                .setJobId(jobId)
                .setState(state.wire())
                .setProgress(progress)
                .setMessage(message)
                .setReason(reason)
                .setAttempt(attempt)
                .build();
    }

    private DatasetStatus dataset() {
        return DatasetStatus.newBuilder()
                .setJobId(jobId)
                .setState(state.wire())
                .setProgress(progress)
                .setMessage(message)
                .setReason(reason)
                .setAttempt(attempt)
                .build();
    }
}
