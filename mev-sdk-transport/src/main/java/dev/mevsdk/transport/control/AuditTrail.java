package dev.mevsdk.transport.control;

import dev.mevsdk.core.Topics;
import dev.mevsdk.core.control.AuditEntry;
import dev.mevsdk.core.control.AuditSink;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies the control log into a store, in its order, on a thread of its own: reads the log from its start, for the
 * policy can't be known otherwise, and stores what comes after the last record that is stored. While Kafka or the store
 * is away it waits, and then catches up; nothing waits for it. Several servers may do so at once. Thread-safe.
 */
public final class AuditTrail implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AuditTrail.class.getName());
    private static final int PARTITION = 0;
    /** Records that wait for a store that is away; the log keeps the others. */
    private static final int MAX_WAITING = 1000;

    private final TopicFollower follower;
    private volatile long storedTo = -1;

    private AuditTrail(ControlChannel channel, ControlKeys keys, AuditSink sink) {
        this.follower = new TopicFollower(
                "mev-control-audit", () -> channel.reader(Topics.CONTROL_COMMANDS), new Copy(channel, keys, sink));
    }

    /** Returns at once. Channel and sink stay the caller's, and are closed after this. */
    public static AuditTrail start(ControlChannel channel, ControlKeys keys, AuditSink sink) {
        AuditTrail trail = new AuditTrail(channel, keys, sink);
        trail.follower.start();
        return trail;
    }

    /** The offset of the last record that is known to be stored; -1 before the first. */
    public long storedTo() {
        return storedTo;
    }

    private final class Copy implements TopicFollower.Visitor {
        private final ControlChannel channel;
        private final ControlKeys keys;
        private final LogFold fold;
        private final AuditSink sink;
        private final List<AuditEntry> waiting = new ArrayList<>();

        Copy(ControlChannel channel, ControlKeys keys, AuditSink sink) {
            this.channel = channel;
            this.keys = keys;
            this.fold = new LogFold(keys);
            this.sink = sink;
        }

        @Override
        public void begin(LogReader reader) {
            long stored = sink.lastOffset(Topics.CONTROL_COMMANDS, PARTITION);
            if (stored >= reader.endOffset()) {
                LOG.log(
                        Level.ERROR,
                        "the audit holds offset {0}, the log does not: it is of another log; move that table away",
                        stored);
            }
            storedTo = stored;
            waiting.clear();
            fold.reset(LogBeginning.of(reader, channel, keys));
            reader.seek(reader.startOffset());
        }

        @Override
        public void visit(Incoming record) {
            List<LogFold.Change> changes = fold.visit(record);
            if (record.offset() > storedTo) {
                waiting.add(AuditEntries.of(record, changes));
            }
        }

        @Override
        public boolean wantsMore() {
            return waiting.size() < MAX_WAITING;
        }

        @Override
        public void tick(LogReader reader) {
            if (!waiting.isEmpty()) {
                sink.store(List.copyOf(waiting));
                storedTo = waiting.get(waiting.size() - 1).place().offset();
                waiting.clear();
            }
        }
    }

    /** Blocks until the thread has ended. What is not stored yet is stored after the next start. */
    @Override
    public void close() {
        follower.close();
    }
}
