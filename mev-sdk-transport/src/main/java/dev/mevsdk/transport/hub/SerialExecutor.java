package dev.mevsdk.transport.hub;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks one at a time and in order on the threads of another executor. Thread-safe. */
final class SerialExecutor implements Executor {
    private static final System.Logger LOG = System.getLogger(SerialExecutor.class.getName());

    private final Executor threads;
    private final HubObserver observer;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    SerialExecutor(Executor threads) {
        this(threads, HubObserver.NONE);
    }

    /** @param observer told of each task that waits, and that no longer does */
    SerialExecutor(Executor threads, HubObserver observer) {
        this.threads = threads;
        this.observer = observer;
    }

    @Override
    public void execute(Runnable task) {
        observer.taskQueued();
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            start();
        }
    }

    private void start() {
        try {
            threads.execute(this::drain);
        } catch (RejectedExecutionException e) {
            // The threads are shut down, and with them all that the tasks would serve.
            do {
                tasks.remove();
                observer.taskBegun();
            } while (waiting.decrementAndGet() > 0);
        }
    }

    private void drain() {
        do {
            Runnable task = tasks.remove();
            observer.taskBegun();
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                // An Error too, such as memory that ran out: uncounted, the tasks behind it would never run.
                LOG.log(System.Logger.Level.ERROR, "a task of the realtime hub failed", e);
            }
        } while (waiting.decrementAndGet() > 0);
    }
}
