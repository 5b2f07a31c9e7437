package dev.mevsdk.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaIT {
    @Test
    void acknowledgedRecordsSurviveKillAndRestart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.create()) {
            kafka.start();
            send(kafka, "before");
            String address = kafka.address();

            kafka.kill();
            assertThat(kafka.isRunning()).isFalse();
            kafka.start();

            assertThat(kafka.address()).isEqualTo(address);
            send(kafka, "after");
            assertThat(readAll(kafka, 2)).containsExactly("before", "after");
        }
    }

    @Test
    void closeLeavesNoFolderAndNoProcess() {
        EmbeddedKafka kafka = EmbeddedKafka.create();
        kafka.start();
        long pid = kafka.pid();

        kafka.close();

        assertThat(kafka.folder().path()).doesNotExist();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    private static void send(EmbeddedKafka kafka, String value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.address(), "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("t", value)).get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> readAll(EmbeddedKafka kafka, int count) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.address());
        TopicPartition partition = new TopicPartition("t", 0);
        List<String> values = new java.util.ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
            }
        }
        return values;
    }
}
