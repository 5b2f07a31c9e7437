package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Half of the way to Kafka works: that is not enough to go on. */
class LeaseRenewalTest {
    private final InMemoryControlChannel memory = new InMemoryControlChannel();
    private final HalfChannel half = new HalfChannel(memory);

    @Test
    void heartbeatsThatGetThrough_renewNothing_whileTheLogIsNotRead() {
        try (ControlListener agent = started()) {
            half.recordsAreHeld = true;
            append("kill");
            eventually(() -> agent.gate().haltReasons().contains(HaltReason.LEASE_EXPIRED));
            assertThat(agent.gate().tryAdmit()).isFalse();
            half.recordsAreHeld = false;
            eventually(() -> agent.gate().policy().state() == Policy.State.KILLED);
        }
    }

    @Test
    void logThatIsRead_renewsNothing_whileNoHeartbeatGetsThrough() {
        try (ControlListener agent = started()) {
            half.heartbeatsAreRefused = true;
            eventually(() -> agent.gate().haltReasons().contains(HaltReason.LEASE_EXPIRED));
            half.heartbeatsAreRefused = false;
            eventually(agent.gate()::mayEmit);
        }
    }

    private ControlListener started() {
        ListenerConfig config = ListenerConfig.of("a", "mev").withLease(Duration.ofSeconds(1), Duration.ofMillis(50));
        ControlListener agent = ControlListener.start(half, config, AgentObserver.NONE);
        append("start");
        eventually(agent.gate()::mayEmit);
        return agent;
    }

    private void append(String action) {
        byte[] record = ("{\"module\":\"mev\",\"action\":\"" + action + "\",\"request_id\":\"" + action + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        memory.append(Outgoing.json(Topics.CONTROL_COMMANDS, "mev", record)).join();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(condition);
    }

    /** Holds back what the log brings, or refuses heartbeats; the rest works. */
    private static final class HalfChannel extends ControlChannel {
        private final ControlChannel channel;
        private volatile boolean recordsAreHeld;
        private volatile boolean heartbeatsAreRefused;

        HalfChannel(ControlChannel channel) {
            this.channel = channel;
        }

        @Override
        CompletableFuture<Long> append(Outgoing record) {
            return heartbeatsAreRefused && record.topic().equals(Topics.AGENT_HEARTBEATS)
                    ? CompletableFuture.failedFuture(MevException.retryable("refused", null))
                    : channel.append(record);
        }

        @Override
        void ensureTopics() {
            channel.ensureTopics();
        }

        @Override
        LogReader reader(String topic) {
            LogReader reader = channel.reader(topic);
            return topic.equals(Topics.CONTROL_COMMANDS) ? new Held(reader) : reader;
        }

        @Override
        public void close() {
            channel.close();
        }

        private final class Held implements LogReader {
            private final LogReader reader;
            private final List<Incoming> held = new ArrayList<>();

            Held(LogReader reader) {
                this.reader = reader;
            }

            @Override
            public void seek(long offset) {
                reader.seek(offset);
            }

            @Override
            public long position() {
                return reader.position();
            }

            @Override
            public long startOffset() {
                return reader.startOffset();
            }

            @Override
            public long endOffset() {
                return reader.endOffset();
            }

            @Override
            public List<Incoming> poll(Duration wait) {
                if (!recordsAreHeld) {
                    held.addAll(reader.poll(wait));
                }
                // A poll that began before may bring records yet.
                List<Incoming> records = recordsAreHeld ? List.of() : List.copyOf(held);
                held.removeAll(records);
                return records;
            }

            @Override
            public void close() {
                reader.close();
            }
        }
    }
}
