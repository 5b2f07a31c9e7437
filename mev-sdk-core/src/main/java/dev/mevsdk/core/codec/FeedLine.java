package dev.mevsdk.core.codec;

import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.Notice;
import org.jspecify.annotations.Nullable;

/**
 * One line of the NDJSON feed, read.
 *
 * @param type as it stands on the line; a newer server may send types this version does not know
 * @param epoch empty when the line has none
 * @param event null unless the type is one of {@link EventKind}
 * @param notice null unless the type is `notice`
 */
public record FeedLine(
        String type,
        String epoch,
        @Nullable Envelope event,
        @Nullable Notice notice) {}
