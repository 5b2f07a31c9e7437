package dev.mevsdk.transport.jakarta;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that sends to all clients of a servlet, and those that may block: in this API a ping or a close waits until a
 * client that does not read has taken what was sent before.
 */
final class Lane implements Executor, AutoCloseable {
    private static final Duration PING_INTERVAL = Duration.ofSeconds(20);
    private static final int MAX_BLOCKED = 32;
    private static final long IDLE_SECONDS = 10;

    private final Set<JakartaClientChannel> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService sending =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "mev-realtime-jakarta"));
    private final ThreadPoolExecutor blocking = new ThreadPoolExecutor(
            MAX_BLOCKED,
            MAX_BLOCKED,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> daemon(task, "mev-realtime-jakarta-close"));

    Lane() {
        blocking.allowCoreThreadTimeOut(true);
        long millis = PING_INTERVAL.toMillis();
        sending.scheduleAtFixedRate(
                () -> open.forEach(JakartaClientChannel::ping), millis, millis, TimeUnit.MILLISECONDS);
    }

    void opened(JakartaClientChannel channel) {
        open.add(channel);
    }

    void gone(JakartaClientChannel channel) {
        open.remove(channel);
    }

    @Override
    public void execute(Runnable task) {
        sending.execute(task);
    }

    void executeBlocking(Runnable task) {
        try {
            blocking.execute(task);
        } catch (RejectedExecutionException e) {
            // The container goes away and closes its connections itself.
            open.clear();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        sending.shutdown();
        blocking.shutdown();
    }
}
