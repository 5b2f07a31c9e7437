package dev.mevsdk.transport.ingest;

import dev.mevsdk.core.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Kafka's records as the mapper takes them. */
final class KafkaRecords {
    private KafkaRecords() {}

    static IncomingRecord incoming(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(Topics.CONTENT_TYPE_HEADER);
        String contentType =
                header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        return new IncomingRecord(
                record.topic(), record.partition(), record.offset(), record.timestamp(), contentType, record.value());
    }
}
