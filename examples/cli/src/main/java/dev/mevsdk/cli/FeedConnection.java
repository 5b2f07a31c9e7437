package dev.mevsdk.cli;

import dev.mevsdk.core.MevException;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One WebSocket. Frames wait in a short queue; while it is full nothing more is read, so the server sees a slow client. */
final class FeedConnection implements WebSocket.Listener, AutoCloseable {
    private static final int QUEUED_FRAMES = 64;
    /** 16 MiB: no frame of the feed is larger. */
    private static final int MAX_FRAME = 16 << 20;

    /** Without a frame, the server is asked whether it is there. */
    private static final Duration ASK_AFTER = Duration.ofSeconds(3);

    private static final Duration GONE_AFTER = Duration.ofSeconds(10);

    private final BlockingQueue<FeedFrame> frames = new ArrayBlockingQueue<>(QUEUED_FRAMES);
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private volatile @Nullable WebSocket socket;
    private volatile long heardAt = System.nanoTime();
    private volatile boolean asked;

    /** The next frame; null when none came in that time. */
    @Nullable
    FeedFrame next(long nanos) {
        try {
            FeedFrame frame = frames.poll(nanos, TimeUnit.NANOSECONDS);
            return frame == null ? silence() : frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, "interrupted");
        }
    }

    /** A connection can be gone without a word: the network's fault, or that of the JDK, which may lose the end. */
    private @Nullable FeedFrame silence() {
        long quiet = System.nanoTime() - heardAt;
        WebSocket opened = socket;
        if (quiet > GONE_AFTER.toNanos()) {
            return new FeedFrame.Ended(FeedFrame.Ended.BROKEN, "no answer for " + GONE_AFTER.toSeconds() + " s");
        }
        if (quiet > ASK_AFTER.toNanos() && !asked && opened != null) {
            asked = true;
            opened.sendPing(ByteBuffer.allocate(0)).exceptionally(failure -> {
                put(new FeedFrame.Ended(FeedFrame.Ended.BROKEN, "the connection broke"));
                return opened;
            });
        }
        return null;
    }

    private void heard() {
        heardAt = System.nanoTime();
        asked = false;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        heard();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        return onPing(from, message);
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heard();
        if (text.length() + data.length() > MAX_FRAME) {
            return tooLarge(from);
        }
        text.append(data);
        if (last) {
            String lines = text.toString();
            text.setLength(0);
            decoded(from, () -> FeedFrame.text(lines));
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        heard();
        if (binary.size() + data.remaining() > MAX_FRAME) {
            return tooLarge(from);
        }
        byte[] part = new byte[data.remaining()];
        data.get(part);
        binary.writeBytes(part);
        if (last) {
            byte[] frame = binary.toByteArray();
            binary.reset();
            decoded(from, () -> FeedFrame.binary(frame));
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        put(new FeedFrame.Ended(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        put(new FeedFrame.Ended(FeedFrame.Ended.BROKEN, "the connection broke"));
    }

    private @Nullable CompletionStage<?> tooLarge(WebSocket from) {
        put(new FeedFrame.Ended(FeedFrame.Ended.BROKEN, "a frame larger than any of the feed"));
        from.abort();
        return null;
    }

    private void decoded(WebSocket from, java.util.function.Supplier<FeedFrame> decoder) {
        try {
            put(decoder.get());
        } catch (MevException e) {
            put(new FeedFrame.Ended(FeedFrame.Ended.BROKEN, "an unreadable frame: " + e.getMessage()));
            from.abort();
        }
    }

    private void put(FeedFrame frame) {
        try {
            frames.put(frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says goodbye; does not wait for the answer. */
    @Override
    public void close() {
        WebSocket opened = socket;
        if (opened != null && !opened.isOutputClosed()) {
            opened.sendClose(WebSocket.NORMAL_CLOSURE, "");
        }
    }
}
