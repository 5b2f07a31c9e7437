package dev.mevsdk.transport.hub;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest windows of a cohort. One thread writes; any thread reads without a lock, and finds nothing where the
 * writer was faster.
 */
final class WindowRing {
    private final AtomicReferenceArray<@Nullable Window> slots;
    private final int maxBytes;
    private final long maxAgeNanos;
    private volatile long next;
    private long oldest;
    private long bytes;
    private long evictedEventSeq;

    /** @param birthSeq what came up to here was never in the ring */
    WindowRing(HubConfig.Ring limits, long birthSeq) {
        evictedEventSeq = birthSeq;
        int capacity = Integer.highestOneBit(Math.max(1, limits.windows() * 2 - 1));
        slots = new AtomicReferenceArray<>(capacity);
        maxBytes = limits.bytes();
        maxAgeNanos = limits.resumeTime().toNanos();
    }

    /** Index that the next window will have. */
    long next() {
        return next;
    }

    /** The window with its frame retained: the caller releases it. Null when it is not there any more, or not yet. */
    @Nullable
    Window retain(long index) {
        Window window = slots.get(slot(index));
        return window != null && window.index() == index && window.frame().tryRetain() ? window : null;
    }

    /** By the writer only. The newest window stays, whatever its size. */
    void append(Window window) {
        while (oldest < next && isOver(window)) {
            evictOldest();
        }
        bytes += window.frame().capacity();
        slots.set(slot(window.index()), window);
        next = window.index() + 1;
    }

    /** By the writer only: the first kept window with an event after {@code seq}; null when there is none. */
    @Nullable
    Window firstAfter(long seq) {
        for (long index = next - 1; index >= oldest; index--) {
            if (kept(index).lastEventSeq() <= seq) {
                return index + 1 == next ? null : kept(index + 1);
            }
        }
        return oldest == next ? null : kept(oldest);
    }

    /** By the writer only. */
    @Nullable
    Window newest() {
        return oldest == next ? null : kept(next - 1);
    }

    /** By the writer only: everything after this sequence number is here. */
    long completeAfter() {
        return evictedEventSeq;
    }

    /** By the writer only. */
    void clear() {
        while (oldest < next) {
            evictOldest();
        }
    }

    private boolean isOver(Window coming) {
        return next - oldest >= slots.length()
                || bytes + coming.frame().capacity() > maxBytes
                || coming.cutNanos() - kept(oldest).cutNanos() > maxAgeNanos;
    }

    private void evictOldest() {
        Window window = kept(oldest);
        slots.set(slot(oldest), null);
        oldest++;
        evictedEventSeq = window.lastEventSeq();
        bytes -= window.frame().capacity();
        window.frame().release();
    }

    private Window kept(long index) {
        Window window = slots.get(slot(index));
        if (window == null) {
            throw new IllegalStateException("window " + index + " is not in the ring");
        }
        return window;
    }

    private int slot(long index) {
        return (int) (index & (slots.length() - 1));
    }
}
