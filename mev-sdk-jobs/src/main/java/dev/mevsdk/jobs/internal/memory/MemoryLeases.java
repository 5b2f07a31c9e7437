package dev.mevsdk.jobs.internal.memory;

import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.JobState;
import dev.mevsdk.jobs.internal.LeaseStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The workers' side of the queue in memory. */
abstract class MemoryLeases implements LeaseStore {
    final MemoryTable table;
    private final MemoryTakes takes;

    MemoryLeases(JobQueueConfig config) {
        table = new MemoryTable(config);
        takes = new MemoryTakes(table);
    }

    @Override
    public Takes take(String queue, TakeRequest request) {
        table.config.checkQueue(queue);
        synchronized (table) {
            return takes.take(queue, request);
        }
    }

    @Override
    public WakeSignal signal(String queue) {
        return new MemoryWake(table, queue);
    }

    @Override
    public Map<String, Answer> renew(String queue, Duration lease, List<Lease> held) {
        Map<String, Answer> changed = new HashMap<>();
        synchronized (table) {
            for (Lease each : held) {
                MemoryJob job = holder(each);
                if (job == null) {
                    changed.put(each.jobId(), Answer.LOST);
                    continue;
                }
                if (!lease.isZero()) {
                    job.leasedUntilMillis = MemoryTable.now() + lease.toMillis();
                }
                if (job.cancelled) {
                    changed.put(each.jobId(), Answer.CANCELLED);
                }
            }
        }
        return changed;
    }

    /** The job, if this lease is its newest and still runs. */
    private @Nullable MemoryJob holder(Lease lease) {
        MemoryJob job = table.find(lease.jobId());
        return job != null && job.token == lease.token() && job.isHeld() ? job : null;
    }

    private @Nullable MemoryJob writer(Lease lease) {
        MemoryJob job = holder(lease);
        return job != null && job.phase.equals("taken") ? job : null;
    }

    private static Answer stored(MemoryJob job) {
        return job.cancelled ? Answer.CANCELLED : Answer.STORED;
    }

    @Override
    public Answer progress(Lease lease, double fraction, String message) {
        synchronized (table) {
            MemoryJob job = writer(lease);
            if (job == null) {
                return Answer.LOST;
            }
            job.progress = Math.max(job.progress, fraction);
            job.message = message;
            table.changed(job);
            return stored(job);
        }
    }

    @Override
    public Answer log(Lease lease, long number, String line) {
        synchronized (table) {
            MemoryJob job = writer(lease);
            if (job == null) {
                return Answer.LOST;
            }
            if (number > job.logLines) {
                job.logLines = number;
                job.log.addLast(line);
                while (job.log.size() > table.config.logLines()) {
                    job.log.removeFirst();
                }
            }
            return stored(job);
        }
    }

    @Override
    public Answer checkpoint(Lease lease, byte[] state) {
        synchronized (table) {
            MemoryJob job = writer(lease);
            if (job == null) {
                return Answer.LOST;
            }
            job.checkpoint = state.clone();
            return stored(job);
        }
    }

    @Override
    public Optional<byte[]> lastCheckpoint(String jobId) {
        synchronized (table) {
            MemoryJob job = table.find(jobId);
            byte[] state = job == null ? null : job.checkpoint;
            return state == null ? Optional.empty() : Optional.of(state.clone());
        }
    }

    @Override
    public Answer commit(Lease lease, Commit commit, Duration extension) {
        synchronized (table) {
            MemoryJob job = holder(lease);
            if (job == null) {
                return Answer.LOST;
            }
            if (job.phase.equals("committed")) {
                return Answer.STORED;
            }
            if (job.cancelled) {
                return Answer.CANCELLED;
            }
            job.phase = "committed";
            job.commit = commit;
            job.manifest = commit.manifest();
            job.message = commit.message();
            job.leasedUntilMillis = MemoryTable.now() + extension.toMillis();
            return Answer.STORED;
        }
    }

    @Override
    public Answer done(Lease lease, String message, String manifest) {
        synchronized (table) {
            MemoryJob job = table.find(lease.jobId());
            if (job != null && job.token == lease.token() && job.state == JobState.DONE) {
                return Answer.STORED;
            }
            job = holder(lease);
            if (job == null) {
                return Answer.LOST;
            }
            boolean committed = job.phase.equals("committed");
            if (job.cancelled && !committed) {
                table.cancelled(job);
                return Answer.CANCELLED;
            }
            job.manifest = manifest.isEmpty() ? job.manifest : manifest;
            job.progress = 1;
            table.end(job, JobState.DONE, committed ? job.message : message, "", "published");
            return Answer.STORED;
        }
    }

    @Override
    public Answer fail(Lease lease, Failure failure) {
        synchronized (table) {
            MemoryJob job = table.find(lease.jobId());
            if (job == null || job.token != lease.token()) {
                return Answer.LOST;
            }
            if (job.isHeld()) {
                fail(job, failure);
            }
            return Answer.STORED;
        }
    }

    private void fail(MemoryJob job, Failure failure) {
        boolean committed = job.phase.equals("committed");
        boolean spent = failure.kind() == Failure.Kind.RETRY && job.attempt >= job.request.maxAttempts();
        long due = MemoryTable.now() + failure.delay().toMillis();
        if (failure.kind() == Failure.Kind.DEFER || (committed && failure.kind() != Failure.Kind.FINAL)) {
            job.leasedUntilMillis = null;
            table.makeReadyAt(job, due);
        } else if (job.cancelled && !committed) {
            table.cancelled(job);
        } else if (spent || failure.kind() == Failure.Kind.FINAL) {
            table.end(job, JobState.ERROR, failure.message(), failure.reason(), committed ? "committed" : "ended");
        } else {
            table.requeue(job, failure.message(), failure.reason());
            if (failure.kind() == Failure.Kind.RELEASE) {
                job.attempt--;
                table.makeReady(job);
            } else {
                table.makeReadyAt(job, due);
            }
        }
    }
}
