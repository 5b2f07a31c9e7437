package dev.mevsdk.core.metrics;

import java.time.Instant;

/**
 * How a source does.
 *
 * @param detail why it is stale, for people; empty while it is not
 * @param asOf of its last answer; {@link Instant#EPOCH} before the first
 */
public record SourceStatus(String name, boolean stale, String detail, Instant asOf) {}
