package dev.mevsdk.transport.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it came.
 *
 * @param timestampMillis ms since the epoch; 0 or less when it has none
 * @param contentType of the header {@link dev.mevsdk.core.Topics#CONTENT_TYPE_HEADER}; null when absent: JSON
 * @param value not copied, must not change; null for a tombstone
 */
public record IncomingRecord(
        String topic,
        int partition,
        long offset,
        long timestampMillis,
        @Nullable String contentType,
        byte @Nullable [] value) {}
