package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedServicesExtension.class)
class KafkaLogReaderIT {
    private static final String TOPIC = "log-reader";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration FETCH_WAITS = Duration.ofMinutes(2);

    private final EmbeddedKafka kafka;

    KafkaLogReaderIT(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    /** The lease asks for the end of the log; a kill must not wait for that answer. */
    @Test
    void endIsToldWhileTheReaderWaitsForRecords() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(TOPIC, new byte[] {1})).get();
        }
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers", kafka.address(),
                "client.id", "log-reader",
                "fetch.max.wait.ms", Math.toIntExact(FETCH_WAITS.toMillis()),
                "request.timeout.ms", Math.toIntExact(FETCH_WAITS.toMillis())));
        try (KafkaLogReader reader = new KafkaLogReader(TOPIC, settings, ANSWER_WITHIN)) {
            reader.seek(0);
            // Before it hands out a record, the client has sent the fetch for those behind it.
            await().until(() -> reader.poll(Duration.ofSeconds(1)).size() == 1);
            assertThat(reader.endOffset()).isEqualTo(1);
            assertThat(reader.startOffset()).isZero();
        }
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.address()), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
