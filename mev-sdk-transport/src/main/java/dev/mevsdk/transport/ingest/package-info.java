/**
 * From Kafka records to events, live and into a store. Entry types: {@link dev.mevsdk.transport.ingest.EventConsumer},
 * {@link dev.mevsdk.transport.ingest.DecisionMapper}.
 */
@NullMarked
package dev.mevsdk.transport.ingest;

import org.jspecify.annotations.NullMarked;
