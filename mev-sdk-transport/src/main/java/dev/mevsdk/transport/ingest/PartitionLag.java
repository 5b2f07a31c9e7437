package dev.mevsdk.transport.ingest;

/**
 * How far a consumer is behind in one partition.
 *
 * @param records appended and not read yet
 */
public record PartitionLag(String topic, int partition, long records) {}
