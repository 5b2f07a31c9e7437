/**
 * Between events and bytes. Entry types: {@link dev.mevsdk.core.codec.BatchCodec} (protobuf, zstd),
 * {@link dev.mevsdk.core.codec.EventJson} (NDJSON), {@link dev.mevsdk.core.codec.EventKind}.
 */
@NullMarked
package dev.mevsdk.core.codec;

import org.jspecify.annotations.NullMarked;
