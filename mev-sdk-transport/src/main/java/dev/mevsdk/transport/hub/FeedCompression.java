package dev.mevsdk.transport.hub;

/** The query parameter {@code compress}, for {@link FeedMode#PROTO} only: JSON frames are text. */
public enum FeedCompression {
    /** Every frame is one zstd frame, however small: what the oldest clients expect. */
    ZSTD("zstd"),
    /** Small frames stay plain; zstd's magic number tells which is which. */
    AUTO("auto"),
    NONE("none");

    private final String wireName;

    FeedCompression(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
