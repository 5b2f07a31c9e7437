package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.event.SourcedEvent;

/** Where a record stands in Kafka: its name for ever. */
record Place(String topic, int partition, long offset) {
    static Place of(SourcedEvent event) {
        return new Place(event.topic(), event.partition(), event.offset());
    }
}
