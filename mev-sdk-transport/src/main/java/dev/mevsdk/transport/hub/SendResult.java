package dev.mevsdk.transport.hub;

/** What became of a frame handed to a {@link ClientChannel}. */
public enum SendResult {
    /** Taken: the completion is called exactly once, later or at once. */
    ACCEPTED,
    /** Not taken, the client is behind: the channel reports {@link FeedClient#onWritable()} when it is ready. */
    BUSY,
    /** Not taken, the connection is gone. */
    CLOSED
}
