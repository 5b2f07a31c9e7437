package dev.mevsdk.core.codec;

import dev.mevsdk.core.MevException;

/**
 * What a decoder takes from a peer it does not trust.
 *
 * @param maxBytes of one batch, after decompression; also the most memory a frame can make the decoder allocate for it
 * @param maxItems envelopes in one batch: an empty one costs two bytes on the wire and a hundred in memory
 * @param maxDepth of nested messages; the schema itself needs three
 */
public record DecodeLimits(int maxBytes, int maxItems, int maxDepth) {
    /** 8 MiB: a window of the feed is some kilobytes. */
    public static final int DEFAULT_MAX_BYTES = 8 << 20;

    public static final int DEFAULT_MAX_ITEMS = 65_536;
    public static final int DEFAULT_MAX_DEPTH = 16;
    public static final DecodeLimits DEFAULT =
            new DecodeLimits(DEFAULT_MAX_BYTES, DEFAULT_MAX_ITEMS, DEFAULT_MAX_DEPTH);

    public DecodeLimits {
        if (maxBytes < 1 || maxItems < 1 || maxDepth < 1) {
            throw MevException.badInput("maxBytes, maxItems, maxDepth must be at least 1; got " + maxBytes + ", "
                    + maxItems + ", " + maxDepth);
        }
    }
}
