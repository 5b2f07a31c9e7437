package dev.mevsdk.jobs.internal.memory;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.internal.LeaseStore.WakeSignal;
import java.time.Duration;

/** Waits on the table's monitor until its queue may have a job to take. */
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
        synchronized (table) {
            // Any change ends the wait: what falls due next may have changed with it.
            if (!closed && table.ready(queue).isEmpty()) {
                try {
                    table.wait(Math.max(1, max.toMillis()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw MevException.retryable("interrupted while waiting for a job", e);
                }
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
