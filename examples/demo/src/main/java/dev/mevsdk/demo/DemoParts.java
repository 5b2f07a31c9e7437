package dev.mevsdk.demo;

import dev.mevsdk.core.MevException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was started, closed in reverse order. Closing may come from another thread while the start is under way: the part
 * that is just starting is waited for, and no other one is started.
 */
final class DemoParts implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final PrintStream out;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch startEnded = new CountDownLatch(1);
    private boolean starting;
    private boolean closing;

    DemoParts(PrintStream out) {
        this.out = out;
    }

    /** @throws MevException RETRYABLE when everything is being closed; the part is closed with it */
    <T extends AutoCloseable> T started(T part) {
        synchronized (this) {
            parts.push(part);
        }
        requireOpen();
        return part;
    }

    /** @throws MevException RETRYABLE when everything is being closed */
    synchronized void requireOpen() {
        if (closing) {
            throw MevException.retryable("stopped while it was starting", null);
        }
    }

    synchronized boolean isClosing() {
        return closing;
    }

    /**
     * To be called by the starting thread before its first part.
     *
     * @throws MevException RETRYABLE when everything is being closed
     */
    synchronized void startBegins() {
        requireOpen();
        starting = true;
    }

    /** To be called by the starting thread in any case. */
    void startEnded() {
        startEnded.countDown();
    }

    /** Waits for the starting thread first. */
    @Override
    public void close() {
        boolean wait;
        synchronized (this) {
            closing = true;
            wait = starting;
        }
        try {
            if (wait && !startEnded.await(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                out.println("a part does not start; closing the others");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (AutoCloseable part = next(); part != null; part = next()) {
            try {
                part.close();
            } catch (Exception e) {
                out.println(part.getClass().getSimpleName() + " did not close cleanly: " + e);
            }
        }
    }

    private synchronized @Nullable AutoCloseable next() {
        return parts.poll();
    }
}
