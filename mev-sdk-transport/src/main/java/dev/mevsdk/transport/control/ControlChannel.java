package dev.mevsdk.transport.control;

import dev.mevsdk.core.context.CallContext;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The topics of the command protocol: {@code control-commands}, {@code control-state}, {@code control-acks} and
 * {@code agent-heartbeats}, one partition each. Thread-safe. Services and listeners share a channel or open one each;
 * whoever opened it closes it, after them.
 */
public abstract class ControlChannel implements AutoCloseable {
    ControlChannel() {}

    /** On Kafka. Needs kafka-clients. Returns at once, whether or not a broker is there. */
    public static ControlChannel kafka(KafkaControlConfig config) {
        return new KafkaControlChannel(config);
    }

    /** Within this process, for tests: the same protocol over lists. */
    public static ControlChannel inMemory() {
        return new InMemoryControlChannel();
    }

    /** What to append; content type, signature and context are headers. */
    record Outgoing(
            String topic,
            String key,
            byte[] value,
            boolean protobuf,
            @Nullable RecordSignature signature,
            CallContext context) {
        /** Written for whoever this thread works for. */
        Outgoing(String topic, String key, byte[] value, boolean protobuf, @Nullable RecordSignature signature) {
            this(topic, key, value, protobuf, signature, CallContext.current());
        }

        Outgoing(String topic, String key, byte[] value, boolean protobuf) {
            this(topic, key, value, protobuf, null);
        }

        static Outgoing json(String topic, String key, byte[] value) {
            return new Outgoing(topic, key, value, false);
        }

        Outgoing signed(@Nullable RecordSignature by) {
            return new Outgoing(topic, key, value, protobuf, by, context);
        }
    }

    /** A record read; the timestamp is ms since the epoch, by the appender's or the broker's clock. */
    record Incoming(
            long offset,
            long timestampMillis,
            String key,
            byte[] value,
            @Nullable RecordSignature signature,
            CallContext context) {
        /** For nobody in particular. */
        Incoming(long offset, long timestampMillis, String key, byte[] value, @Nullable RecordSignature signature) {
            this(offset, timestampMillis, key, value, signature, CallContext.NONE);
        }

        Incoming(long offset, long timestampMillis, String key, byte[] value) {
            this(offset, timestampMillis, key, value, null);
        }
    }

    /**
     * Appends one record durably, once, in the order of the calls. Never blocks; completes on a thread of the
     * channel, with the record's offset, or with a MevException that is RETRYABLE.
     */
    abstract CompletableFuture<Long> append(Outgoing record);

    /** Makes the topics with the settings they must have, and corrects them. Blocking; RETRYABLE when it can't. */
    abstract void ensureTopics();

    abstract LogReader reader(String topic);

    @Override
    public abstract void close();
}
