package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lists in place of topics. One lock; readers wait on it. */
final class InMemoryControlChannel extends ControlChannel {
    private final Map<String, List<Incoming>> topics = new HashMap<>();
    private boolean reachable = true;
    private Duration skew = Duration.ZERO;
    private long begin;
    private boolean topicsWrong;

    @Override
    CompletableFuture<Long> append(Outgoing record) {
        long offset;
        synchronized (this) {
            if (!reachable) {
                return CompletableFuture.failedFuture(away(record.topic()));
            }
            List<Incoming> log = log(record.topic());
            offset = log.size();
            log.add(new Incoming(
                    offset,
                    System.currentTimeMillis() + skew.toMillis(),
                    record.key(),
                    record.value(),
                    record.signature(),
                    record.context()));
            notifyAll();
        }
        return CompletableFuture.completedFuture(offset);
    }

    @Override
    synchronized void ensureTopics() {
        requireReachable("topics");
        if (topicsWrong) {
            throw MevException.fatal("control-acks: has 2 partitions; exactly 1 is allowed", null);
        }
    }

    @Override
    LogReader reader(String topic) {
        return new Reader(topic);
    }

    /** As a partition of the network would: appends fail, readers see nothing, until it is over. */
    synchronized void setReachable(boolean reachable) {
        this.reachable = reachable;
        notifyAll();
    }

    /** As if the clock of whoever appends were ahead. */
    synchronized void skewAppendedTimes(Duration ahead) {
        skew = ahead;
    }

    /** As if somebody had made a topic with partitions. */
    synchronized void spoilTopics() {
        topicsWrong = true;
    }

    /** As if somebody had deleted the commands before this offset. */
    synchronized void deleteCommandsBefore(long offset) {
        begin = offset;
    }

    /** As if the log had been lost and begun again. */
    synchronized void wipe(String topic) {
        topics.remove(topic);
        notifyAll();
    }

    synchronized List<Incoming> records(String topic) {
        return List.copyOf(log(topic));
    }

    @Override
    public void close() {
        setReachable(false);
    }

    private List<Incoming> log(String topic) {
        return topics.computeIfAbsent(topic, name -> new ArrayList<>());
    }

    private void requireReachable(String topic) {
        if (!reachable) {
            throw away(topic);
        }
    }

    private static MevException away(String topic) {
        return MevException.retryable(topic + ": the in-memory log is cut off", null);
    }

    private final class Reader implements LogReader {
        private final String topic;
        private int next;

        Reader(String topic) {
            this.topic = topic;
        }

        @Override
        public void seek(long offset) {
            next = Math.toIntExact(offset);
        }

        @Override
        public long position() {
            return next;
        }

        @Override
        public long startOffset() {
            synchronized (InMemoryControlChannel.this) {
                requireReachable(topic);
                return topic.equals(Topics.CONTROL_COMMANDS) ? begin : 0;
            }
        }

        @Override
        public long endOffset() {
            synchronized (InMemoryControlChannel.this) {
                requireReachable(topic);
                return log(topic).size();
            }
        }

        @Override
        public List<Incoming> poll(Duration timeout) {
            synchronized (InMemoryControlChannel.this) {
                long deadline = System.nanoTime() + timeout.toNanos();
                while (!hasNext() && waitUntil(deadline)) {
                    // woken by an append, or by the deadline
                }
                if (reachable && next > log(topic).size()) {
                    throw new LogLostException(topic, next);
                }
                if (!hasNext()) {
                    return List.of();
                }
                List<Incoming> read =
                        List.copyOf(log(topic).subList(next, log(topic).size()));
                next += read.size();
                return read;
            }
        }

        private boolean hasNext() {
            return reachable && next < log(topic).size();
        }

        private boolean waitUntil(long deadline) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            try {
                InMemoryControlChannel.this.wait(left);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {}
    }
}
