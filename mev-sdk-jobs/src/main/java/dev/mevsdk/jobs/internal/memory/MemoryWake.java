package dev.mevsdk.jobs.internal.memory;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.internal.LeaseStore.WakeSignal;
import java.time.Duration;

/** Waits on the table's monitor until its queue has a job to take. */
final class MemoryWake implements WakeSignal {
    private final MemoryTable table;
    private final String queue;
    private boolean closed;

    MemoryWake(MemoryTable table, String queue) {
        this.table = table;
        this.queue = queue;
    }

    @Override
    public void await(Duration max) {
        long end = System.nanoTime() + max.toNanos();
        synchronized (table) {
            long left = max.toMillis();
            while (!closed && left > 0 && table.ready(queue).isEmpty()) {
                try {
                    table.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw MevException.retryable("interrupted while waiting for a job", e);
                }
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        }
    }

    @Override
    public void close() {
        synchronized (table) {
            closed = true;
            table.notifyAll();
        }
    }
}
