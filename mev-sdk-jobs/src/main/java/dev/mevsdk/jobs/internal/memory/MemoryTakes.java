package dev.mevsdk.jobs.internal.memory;

import dev.mevsdk.jobs.JobState;
import dev.mevsdk.jobs.internal.LeaseStore.Lease;
import dev.mevsdk.jobs.internal.LeaseStore.Origin;
import dev.mevsdk.jobs.internal.LeaseStore.TakeRequest;
import dev.mevsdk.jobs.internal.LeaseStore.Taken;
import dev.mevsdk.jobs.internal.LeaseStore.Takes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Lends jobs, after what is due and what was lost was put back. Called under the table's monitor. */
final class MemoryTakes {
    private final MemoryTable table;
    private final Map<String, LastTake> lastTakes = new HashMap<>();

    MemoryTakes(MemoryTable table) {
        this.table = table;
    }

    Takes take(String queue, TakeRequest request) {
        LastTake before = lastTakes.get(request.worker() + "/" + queue);
        if (before != null && before.requestId.equals(request.requestId())) {
            return new Takes(nextDue(queue), again(before, request.worker()));
        }
        table.forgetEnded();
        putBack(queue);
        List<Taken> taken = new ArrayList<>();
        TreeSet<MemoryJob> ready = table.ready(queue);
        while (taken.size() < request.max() && !ready.isEmpty()) {
            taken.add(lend(ready.pollFirst(), request));
        }
        List<String> ids = taken.stream().map(job -> job.lease().jobId()).toList();
        lastTakes.put(request.worker() + "/" + queue, new LastTake(request.requestId(), ids));
        return new Takes(nextDue(queue), taken);
    }

    private List<Taken> again(LastTake before, String worker) {
        return before.ids.stream()
                .map(table::find)
                .filter(job -> job != null && job.isHeld() && job.worker.equals(worker))
                .map(MemoryTakes::describe)
                .toList();
    }

    private void putBack(String queue) {
        long now = MemoryTable.now();
        for (MemoryJob job : table.of(queue)) {
            Long due = job.dueMillis;
            Long leasedUntil = job.leasedUntilMillis;
            if (due != null && due <= now) {
                table.makeReady(job);
            } else if (leasedUntil != null && leasedUntil <= now) {
                recover(job);
            }
        }
    }

    private void recover(MemoryJob job) {
        if (job.commit().isPresent()) {
            job.leasedUntilMillis = null;
            table.makeReady(job);
        } else if (job.cancelled) {
            table.cancelled(job);
        } else if (job.attempt >= job.request.maxAttempts()) {
            table.end(job, JobState.ERROR, "the worker was lost in the last attempt", "lease_expired", "ended");
        } else {
            table.requeue(job, "the worker was lost", "lease_expired");
            table.makeReady(job);
        }
    }

    private Taken lend(MemoryJob job, TakeRequest request) {
        long micros = MemoryTable.now() * 1000;
        job.token = Math.max(job.token + 1, micros);
        job.worker = request.worker();
        job.leasedUntilMillis = MemoryTable.now() + request.lease().toMillis();
        job.state = JobState.RUNNING;
        if (job.commit().isEmpty()) {
            job.phase = "taken";
            job.attempt++;
            job.progress = 0;
            job.reason = "";
            job.logLines = 0;
            table.changed(job);
        }
        return describe(job);
    }

    private static Taken describe(MemoryJob job) {
        Duration waited = Duration.ofMillis(Math.max(0, job.token / 1000 - job.ableMillis));
        return new Taken(
                new Lease(job.id(), job.token),
                job.request.payload(),
                job.attempt,
                job.commit(),
                new Origin(job.origin, waited));
    }

    private Optional<Duration> nextDue(String queue) {
        long now = MemoryTable.now();
        return table.of(queue).stream()
                .flatMap(job ->
                        Stream.of(Optional.ofNullable(job.dueMillis), Optional.ofNullable(job.leasedUntilMillis)))
                .flatMap(Optional::stream)
                .min(Long::compare)
                .map(millis -> Duration.ofMillis(Math.max(0, millis - now)));
    }

    private record LastTake(String requestId, List<String> ids) {}
}
