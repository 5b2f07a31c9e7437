package dev.mevsdk.transport.hub;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Direct buffers in sizes of powers of two, kept for the next window: the garbage collector frees direct memory too
 * late for a feed that needs a buffer every few milliseconds. Thread-safe.
 */
final class BufferPool {
    private static final int SMALLEST_LOG = 8;
    private static final int LARGEST_LOG = 20;
    private static final long MAX_IDLE_BYTES = 16L << 20;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final ConcurrentLinkedQueue<ByteBuffer>[] free = new ConcurrentLinkedQueue[LARGEST_LOG + 1];

    private final AtomicLong idleBytes = new AtomicLong();
    private final AtomicInteger outstanding = new AtomicInteger();

    BufferPool() {
        for (int log = SMALLEST_LOG; log <= LARGEST_LOG; log++) {
            free[log] = new ConcurrentLinkedQueue<>();
        }
    }

    Frame frame(byte[] payload, boolean text) {
        return Frame.of(payload, text, this::take, this::giveBack);
    }

    /** Buffers taken and not given back. */
    int outstanding() {
        return outstanding.get();
    }

    private ByteBuffer take(int bytes) {
        outstanding.incrementAndGet();
        int log = Math.max(SMALLEST_LOG, Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1));
        if (log > LARGEST_LOG) {
            return ByteBuffer.allocateDirect(bytes);
        }
        ByteBuffer pooled = free[log].poll();
        if (pooled == null) {
            return ByteBuffer.allocateDirect(1 << log);
        }
        idleBytes.addAndGet(-pooled.capacity());
        return pooled.clear();
    }

    private void giveBack(ByteBuffer buffer) {
        outstanding.decrementAndGet();
        int capacity = buffer.capacity();
        if (capacity > 1 << LARGEST_LOG || idleBytes.get() + capacity > MAX_IDLE_BYTES) {
            return;
        }
        idleBytes.addAndGet(capacity);
        free[Integer.numberOfTrailingZeros(capacity)].add(buffer);
    }
}
