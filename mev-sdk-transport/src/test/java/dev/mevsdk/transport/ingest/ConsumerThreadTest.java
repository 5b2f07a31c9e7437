package dev.mevsdk.transport.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.transport.ingest.IngestStatus.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A consumer that can't read on says so and goes on trying; no broker is needed for that. */
class ConsumerThreadTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NO_BROKER = "127.0.0.1:1";

    private final List<IngestStatus> seen = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCannotBeReadIsShownAsFailing_andTriedAgain(boolean outOfMemory) {
        IngestObserver observer = new IngestObserver() {
            @Override
            public void onStatus(IngestStatus status) {
                seen.add(status);
            }
        };
        EventConsumerConfig config = EventConsumerConfig.of(NO_BROKER);
        try (ConsumerThread consumer = new ConsumerThread("test", config, observer, new Stumbling(outOfMemory))) {
            consumer.start();
            await().atMost(LIMIT).until(() -> seen.stream().anyMatch(status -> status.state() == State.FAILING));
            assertThat(seen.get(0).isReady()).isFalse();
            assertThat(seen.get(0).detail())
                    .contains(outOfMemory ? "OutOfMemoryError" : "IllegalStateException")
                    .contains("retrying");
            // The flow no longer stumbles: what is left is that there is no broker.
            await().atMost(LIMIT).until(() -> consumer.status().state() == State.KAFKA_AWAY);
        }
    }

    /** Fails twice, then works. */
    private static final class Stumbling implements Flow {
        private final boolean outOfMemory;
        private int attached;

        Stumbling(boolean outOfMemory) {
            this.outOfMemory = outOfMemory;
        }

        @Override
        public Map<String, Object> settings() {
            return Map.of("default.api.timeout.ms", 500, "request.timeout.ms", 300);
        }

        @Override
        public void attach(Consumer<byte[], byte[]> consumer) {
            if (attached++ < 2) {
                if (outOfMemory) {
                    throw new OutOfMemoryError("a record that unpacks to more than there is");
                }
                throw new IllegalStateException("broken");
            }
        }

        @Override
        public void onTopics(Consumer<byte[], byte[]> consumer, Map<String, List<PartitionInfo>> topics) {}

        @Override
        public IngestStatus turn(Consumer<byte[], byte[]> consumer) {
            return ConsumerThread.running();
        }
    }
}
