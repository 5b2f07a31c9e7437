package dev.mevsdk.transport.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket message with its RFC 6455 header in front, in one buffer that all clients share. Valid from
 * {@link ClientChannel#send} until its completion is called; not a byte of it may be changed. Thread-safe.
 */
public final class Frame {
    static final int MAX_HEADER_BYTES = 10;

    private final ByteBuffer framed;
    private final int headerBytes;
    private final boolean text;
    private final Consumer<ByteBuffer> recycler;
    private final AtomicInteger references = new AtomicInteger(1);
    private volatile @Nullable Object view;

    private Frame(ByteBuffer framed, int headerBytes, boolean text, Consumer<ByteBuffer> recycler) {
        this.framed = framed;
        this.headerBytes = headerBytes;
        this.text = text;
        this.recycler = recycler;
    }

    /** A frame on the heap, outside any pool. */
    public static Frame ofText(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8), true, ByteBuffer::allocate, buffer -> {});
    }

    /** A frame on the heap, outside any pool. */
    public static Frame ofBinary(byte[] payload) {
        return of(payload, false, ByteBuffer::allocate, buffer -> {});
    }

    static Frame of(
            byte[] payload, boolean text, Function<Integer, ByteBuffer> allocator, Consumer<ByteBuffer> recycler) {
        ByteBuffer buffer = allocator.apply(payload.length + MAX_HEADER_BYTES);
        FrameHeader.write(buffer, payload.length, text);
        int headerBytes = buffer.position();
        buffer.put(payload).flip();
        return new Frame(buffer, headerBytes, text, recycler);
    }

    public boolean isText() {
        return text;
    }

    /** Header and payload, ready for the socket. A view of its own: its position is the caller's. */
    public ByteBuffer framed() {
        return framed.duplicate();
    }

    /** The payload alone, for servers that frame by themselves. A view of its own: its position is the caller's. */
    public ByteBuffer payload() {
        return framed.duplicate().position(headerBytes).slice();
    }

    public int framedBytes() {
        return framed.limit();
    }

    /**
     * A server's own representation of the frame, made once and shared by its clients. The last type asked for is
     * kept.
     */
    public <T> T view(Class<T> type, Function<Frame, T> make) {
        Object known = view;
        if (type.isInstance(known)) {
            return type.cast(known);
        }
        T made = make.apply(this);
        view = made;
        return made;
    }

    /** Memory held, which may be more than the frame's bytes. */
    int capacity() {
        return framed.capacity();
    }

    /** False when the frame has been released already. */
    boolean tryRetain() {
        int seen = references.get();
        while (seen > 0) {
            if (references.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = references.get();
        }
        return false;
    }

    void release() {
        int left = references.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("frame released twice");
        }
        if (left == 0) {
            recycler.accept(framed);
        }
    }
}
