package dev.mevsdk.transport.hub;

import dev.mevsdk.core.MevException;

/**
 * Where a client stands in the feed: the value of {@code since}, opaque to clients.
 *
 * @param epoch the hub's life; positions compare only within it
 * @param seq hub sequence number of the last event (or window) the client has had
 */
public record FeedPosition(String epoch, long seq) {
    /** @throws MevException BAD_INPUT when it is not {@code epoch:seq} */
    public static FeedPosition parse(String since) {
        int colon = since.lastIndexOf(':');
        if (colon < 1 || !since.substring(colon + 1).matches("[0-9]{1,18}")) {
            throw MevException.badInput("since: allowed is epoch:seq as received, such as 1f3a90c2d4e5b607:42");
        }
        return new FeedPosition(since.substring(0, colon), Long.parseLong(since.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return epoch + ":" + seq;
    }
}
