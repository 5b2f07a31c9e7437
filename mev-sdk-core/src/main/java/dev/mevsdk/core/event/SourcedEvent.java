package dev.mevsdk.core.event;

import dev.mevsdk.proto.Envelope;

/**
 * An event with its place in a Kafka log, which names it for ever: a sink that keeps the place can tell a repeated
 * delivery from a new event.
 *
 * @param timestampMillis the record's timestamp, ms since the epoch
 */
public record SourcedEvent(String topic, int partition, long offset, long timestampMillis, Envelope event) {}
