package dev.mevsdk.jobs.internal.worker;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.JobCancelledException;
import dev.mevsdk.jobs.JobContext;
import dev.mevsdk.jobs.internal.LeaseStore;
import dev.mevsdk.jobs.internal.LeaseStore.Answer;
import dev.mevsdk.jobs.internal.LeaseStore.Lease;
import dev.mevsdk.jobs.internal.LeaseStore.Taken;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job. It fences itself: once the lease could have expired by this process's monotonic clock, it counts as
 * lost, whatever the queue would say. An outage of the queue doesn't reach the handler; progress is told later.
 */
final class RunContext implements JobContext {
    static final int MAX_CHECKPOINT_BYTES = 1 << 20;
    private static final Logger LOG = System.getLogger(RunContext.class.getName());
    private static final long PROGRESS_EVERY_NANOS = Duration.ofMillis(200).toNanos();

    private final LeaseStore store;
    private final Taken job;
    private final StagingSweeper sweeper;
    private final long leaseNanos;
    private final AtomicReference<@Nullable Progress> pending = new AtomicReference<>();
    private volatile long validFrom;
    private volatile boolean cancelled;
    private volatile boolean lost;
    private volatile boolean stopping;
    private volatile long lastSent = System.nanoTime() - PROGRESS_EVERY_NANOS;
    private volatile @Nullable Path staging;
    private long lines;

    /** @param takenFrom the monotonic time before the job was asked for: the lease began later */
    RunContext(LeaseStore store, Taken job, StagingSweeper sweeper, Duration lease, long takenFrom) {
        this.store = store;
        this.job = job;
        this.sweeper = sweeper;
        this.leaseNanos = lease.toNanos();
        this.validFrom = takenFrom;
    }

    Lease lease() {
        return job.lease();
    }

    Taken job() {
        return job;
    }

    void renewed(long asked) {
        if (!isLost()) {
            validFrom = asked;
        }
    }

    void note(Answer answer) {
        lost |= answer == Answer.LOST;
        cancelled |= answer == Answer.CANCELLED;
    }

    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isLost() {
        if (!lost && System.nanoTime() - validFrom >= leaseNanos) {
            lost = true;
        }
        return lost;
    }

    Optional<Path> staging() {
        return Optional.ofNullable(staging);
    }

    @Override
    public String jobId() {
        return job.lease().jobId();
    }

    @Override
    public String payload() {
        return job.payload();
    }

    @Override
    public int attempt() {
        return job.attempt();
    }

    @Override
    public long fencingToken() {
        return job.lease().token();
    }

    @Override
    public boolean isCancelled() {
        return cancelled || stopping || isLost();
    }

    @Override
    public void progress(double fraction, String message) {
        if (Double.isNaN(fraction)) {
            throw MevException.badInput("progress: 0..1");
        }
        pending.set(new Progress(Math.max(0, Math.min(1, fraction)), message));
        if (System.nanoTime() - lastSent >= PROGRESS_EVERY_NANOS) {
            flush();
        }
    }

    /** Sends the newest progress that was not sent yet. */
    void flush() {
        Progress progress = pending.getAndSet(null);
        if (progress == null) {
            return;
        }
        lastSent = System.nanoTime();
        boolean sent = tell(() -> store.progress(job.lease(), progress.fraction, progress.message));
        if (!sent) {
            pending.compareAndSet(null, progress);
        }
    }

    @Override
    public synchronized void log(String line) {
        long number = ++lines;
        tell(() -> store.log(job.lease(), number, line));
    }

    @Override
    public void checkpoint(byte[] state) {
        if (state.length > MAX_CHECKPOINT_BYTES) {
            throw MevException.badInput("checkpoint: at most " + MAX_CHECKPOINT_BYTES + " bytes");
        }
        tell(() -> store.checkpoint(job.lease(), state));
    }

    private boolean tell(Supplier<Answer> call) {
        try {
            note(call.get());
            return true;
        } catch (MevException e) {
            LOG.log(Logger.Level.DEBUG, "job {0} could not report: {1}", jobId(), e.getMessage());
            return false;
        }
    }

    @Override
    public Optional<byte[]> lastCheckpoint() {
        return store.lastCheckpoint(jobId());
    }

    @Override
    public void throwIfCancelled() {
        if (isCancelled()) {
            throw new JobCancelledException(jobId());
        }
    }

    @Override
    public Path stagingFolder(Path root) {
        Path folder = StagingSweeper.folderOf(root, job.lease());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw MevException.retryable("the staging folder can't be made below the output root", e);
        }
        staging = folder;
        sweeper.watch(root);
        return folder;
    }

    private record Progress(double fraction, String message) {}
}
