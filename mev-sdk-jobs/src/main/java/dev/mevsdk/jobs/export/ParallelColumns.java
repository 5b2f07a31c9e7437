package dev.mevsdk.jobs.export;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Runs a task per column on the caller's thread and some more, each column on one thread at a time. */
final class ParallelColumns implements AutoCloseable {
    private final int extraThreads;
    private final ExecutorService pool;

    ParallelColumns(int threads) {
        extraThreads = threads - 1;
        pool = Executors.newFixedThreadPool(Math.max(1, extraThreads), task -> {
            Thread thread = new Thread(task, "parquet-columns");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns when all columns are done; throws the first failure once none is running. */
    void run(int columns, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        Runnable drain = () -> {
            for (int c = next.getAndIncrement(); c < columns; c = next.getAndIncrement()) {
                task.accept(c);
            }
        };
        if (extraThreads == 0) {
            drain.run();
            return;
        }
        List<Future<?>> helpers = new ArrayList<>();
        for (int i = 0; i < extraThreads; i++) {
            helpers.add(pool.submit(drain));
        }
        RuntimeException failure = null;
        try {
            drain.run();
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Future<?> helper : helpers) {
            failure = first(failure, Joined.failureOf(helper));
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @org.jspecify.annotations.Nullable RuntimeException first(
            @org.jspecify.annotations.Nullable RuntimeException one,
            @org.jspecify.annotations.Nullable RuntimeException other) {
        return one != null ? one : other;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
