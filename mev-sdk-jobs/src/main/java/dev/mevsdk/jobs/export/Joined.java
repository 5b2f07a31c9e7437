package dev.mevsdk.jobs.export;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The end of a task on another thread. */
final class Joined {
    private Joined() {}

    /** Waits for the task, whatever interrupts come (its memory is in use until then). Returns what it failed with. */
    static @Nullable RuntimeException failureOf(Future<?> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
