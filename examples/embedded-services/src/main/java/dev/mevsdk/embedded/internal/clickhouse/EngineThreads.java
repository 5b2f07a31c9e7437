package dev.mevsdk.embedded.internal.clickhouse;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads whose stacks are deep enough for the engine's parser and planner. */
final class EngineThreads {
    private static final long STACK_BYTES = 16L << 20;

    private EngineThreads() {}

    static Thread start(String name, Runnable work) {
        Thread thread = create(name, work);
        thread.start();
        return thread;
    }

    static ExecutorService perRequest() {
        return Executors.newCachedThreadPool(work -> create("http", work));
    }

    private static Thread create(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }
}
