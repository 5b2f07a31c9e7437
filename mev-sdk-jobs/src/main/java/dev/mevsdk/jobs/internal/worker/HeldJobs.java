package dev.mevsdk.jobs.internal.worker;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.internal.LeaseStore;
import dev.mevsdk.jobs.internal.LeaseStore.Answer;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What a worker holds, renewed on a thread of its own: work, however busy, can't delay a renewal. */
final class HeldJobs implements AutoCloseable {
    private static final Logger LOG = System.getLogger(HeldJobs.class.getName());

    private final LeaseStore store;
    private final Duration lease;
    private final long renewNanos;
    private final Map<String, RunContext> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread;
    private long lastRenewal = System.nanoTime();

    HeldJobs(LeaseStore store, Duration lease, Duration renewEvery, Duration checkEvery) {
        this.store = store;
        this.lease = lease;
        this.renewNanos = renewEvery.toNanos();
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread created = new Thread(task, "job-leases");
            created.setDaemon(true);
            return created;
        });
        long every = Math.min(checkEvery.toNanos(), renewNanos);
        thread.scheduleWithFixedDelay(this::beat, every, every, TimeUnit.NANOSECONDS);
    }

    void add(RunContext run) {
        held.put(run.jobId(), run);
    }

    void remove(RunContext run) {
        held.remove(run.jobId(), run);
    }

    int size() {
        return held.size();
    }

    Collection<RunContext> all() {
        return List.copyOf(held.values());
    }

    private void beat() {
        boolean renew = System.nanoTime() - lastRenewal >= renewNanos;
        long asked = System.nanoTime();
        Map<String, List<RunContext>> byQueue = held.values().stream()
                .collect(Collectors.groupingBy(run -> run.lease().queue()));
        boolean reached = true;
        for (Map.Entry<String, List<RunContext>> each : byQueue.entrySet()) {
            reached &= beat(each.getKey(), each.getValue(), renew, asked);
        }
        if (renew && reached) {
            lastRenewal = asked;
        }
    }

    private boolean beat(String queue, List<RunContext> runs, boolean renew, long asked) {
        try {
            Map<String, Answer> changed = store.renew(
                    queue,
                    renew ? lease : Duration.ZERO,
                    runs.stream().map(RunContext::lease).toList());
            for (RunContext run : runs) {
                Answer answer = changed.getOrDefault(run.jobId(), Answer.STORED);
                run.note(answer);
                if (renew && answer != Answer.LOST) {
                    run.renewed(asked);
                }
                run.flush();
            }
            return true;
        } catch (MevException e) {
            LOG.log(Logger.Level.WARNING, "leases of queue {0} not renewed: {1}", queue, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Logger.Level.ERROR, "leases of queue " + queue + " not renewed", e);
        }
        return false;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
