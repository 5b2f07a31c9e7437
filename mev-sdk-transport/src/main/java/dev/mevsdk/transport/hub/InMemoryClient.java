package dev.mevsdk.transport.hub;

import dev.mevsdk.core.codec.BatchCodec;
import dev.mevsdk.core.codec.EventJson;
import dev.mevsdk.core.codec.FeedLine;
import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.Notice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A client of a hub in the same process, for unit tests: what it collects went through the same windows and the same
 * bytes as over a socket. Thread-safe; what was published arrives later, so await it.
 */
public final class InMemoryClient implements AutoCloseable {
    private final Channel channel = new Channel();
    private final FeedMode mode;
    private final FeedClient client;

    private InMemoryClient(Hub hub, FeedQuery query) {
        mode = query.mode();
        client = hub.connect(query, channel);
    }

    /** @throws dev.mevsdk.core.MevException RETRYABLE when the hub has no room */
    public static InMemoryClient connect(Hub hub, FeedQuery query) {
        return new InMemoryClient(hub, query);
    }

    /** Every message so far, decoded; a JSON message becomes a batch of its lines, without window sequences. */
    public List<Batch> batches() {
        return channel.received().stream().map(payload -> decode(mode, payload)).toList();
    }

    /** Every event so far, those of a snapshot included. */
    public List<Envelope> events() {
        return batches().stream()
                .flatMap(batch -> batch.getItemsList().stream())
                .toList();
    }

    public List<Notice> notices() {
        return batches().stream().filter(Batch::hasNotice).map(Batch::getNotice).toList();
    }

    /** Takes no more, like a reader that hangs. */
    public void stall() {
        channel.setStalled(true);
    }

    /** Takes again. */
    public void proceed() {
        channel.setStalled(false);
        client.onWritable();
    }

    /** The code the hub closed with; empty while open. */
    public OptionalInt closeCode() {
        return channel.closeCode();
    }

    /** The client leaves. */
    @Override
    public void close() {
        client.onClosed();
    }

    static Batch decode(FeedMode mode, byte[] payload) {
        if (mode == FeedMode.PROTO) {
            return BatchCodec.decode(payload);
        }
        Batch.Builder batch = Batch.newBuilder();
        for (String line : new String(payload, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isEmpty()) {
                FeedLine read = EventJson.parse(line.getBytes(StandardCharsets.UTF_8));
                batch.setEpoch(read.epoch());
                Optional.ofNullable(read.event()).ifPresent(batch::addItems);
                Optional.ofNullable(read.notice()).ifPresent(batch::setNotice);
            }
        }
        return batch.build();
    }

    private static final class Channel implements ClientChannel {
        private final Executor lane = new SerialExecutor(Runnable::run);
        private final List<byte[]> received = new ArrayList<>();
        private boolean stalled;
        private @Nullable Integer closeCode;

        @Override
        public SendResult send(Frame frame, Completion completion) {
            synchronized (this) {
                if (closeCode != null) {
                    return SendResult.CLOSED;
                }
                if (stalled) {
                    return SendResult.BUSY;
                }
                ByteBuffer payload = frame.payload();
                byte[] copy = new byte[payload.remaining()];
                payload.get(copy);
                received.add(copy);
            }
            completion.done(frame, true);
            return SendResult.ACCEPTED;
        }

        @Override
        public synchronized void close(int code, String reason) {
            if (closeCode == null) {
                closeCode = code;
            }
        }

        @Override
        public Executor lane() {
            return lane;
        }

        synchronized List<byte[]> received() {
            return List.copyOf(received);
        }

        synchronized void setStalled(boolean value) {
            stalled = value;
        }

        synchronized OptionalInt closeCode() {
            return closeCode == null ? OptionalInt.empty() : OptionalInt.of(closeCode);
        }
    }
}
