package dev.mevsdk.transport.ingest;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.config.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Keeps rejected records, as they came, where a person finds them. Connects at the first one. One thread. */
final class DeadLetters implements AutoCloseable {
    private static final int TRUNCATED_BYTES = 64 << 10;

    private final KafkaConnection kafka;
    private @Nullable Producer<byte[], byte[]> producer;

    DeadLetters(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /**
     * Returns once the brokers have them all.
     *
     * @throws MevException RETRYABLE
     */
    void send(List<IngestBatch.Letter> letters) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (IngestBatch.Letter letter : letters) {
                sent.add(producer().send(toRecord(letter)));
            }
            for (int i = 0; i < sent.size(); i++) {
                confirm(letters.get(i), sent.get(i));
            }
        } catch (ExecutionException | KafkaException e) {
            throw MevException.retryable(
                    "no topic takes rejected records: check that "
                            + Topics.rejectedOf(letters.get(0).topic()) + " exists or may be made",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MevException.retryable("interrupted", e);
        }
    }

    /** The headers may make a record of the largest allowed size too large: then its beginning has to do. */
    private void confirm(IngestBatch.Letter letter, Future<RecordMetadata> sent)
            throws ExecutionException, InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            byte[] value = letter.record().value();
            if (!(e.getCause() instanceof RecordTooLargeException) || value == null) {
                throw e;
            }
            ProducerRecord<byte[], byte[]> whole = toRecord(letter);
            byte[] start = Arrays.copyOf(value, Math.min(value.length, TRUNCATED_BYTES));
            ProducerRecord<byte[], byte[]> cut =
                    new ProducerRecord<>(whole.topic(), null, (byte[]) null, start, whole.headers());
            header(cut, "reject-truncated", "true");
            producer().send(cut).get();
        }
    }

    private static ProducerRecord<byte[], byte[]> toRecord(IngestBatch.Letter letter) {
        ConsumerRecord<byte[], byte[]> original = letter.record();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.rejectedOf(original.topic()), null, original.key(), original.value(), original.headers());
        header(record, "reject-reason", letter.reason().name());
        header(record, "reject-field", letter.field());
        header(record, "reject-source", original.topic() + ":" + original.partition() + ":" + original.offset());
        return record;
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            Map<String, Object> settings = kafka.properties();
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
            open = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(java.time.Duration.ofSeconds(5));
        }
    }
}
