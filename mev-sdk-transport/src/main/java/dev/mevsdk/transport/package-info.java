/** Kafka in, WebSocket fan-out, control. Packages: {@code ingest}, {@code hub}, {@code control}. */
@NullMarked
package dev.mevsdk.transport;

import org.jspecify.annotations.NullMarked;
