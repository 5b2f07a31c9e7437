package dev.mevsdk.cli;

import dev.mevsdk.core.MevException;

/**
 * Where a reader stands in the feed, as it stands before each event line and in a cursor file.
 *
 * @param epoch the life of the server's feed; positions compare only within it
 */
record Position(String epoch, long seq) {
    static final Position NONE = new Position("", 0);

    /** @throws MevException BAD_INPUT when it is not EPOCH:SEQ */
    static Position parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,18}")) {
            throw Failure.usage("a position is EPOCH:SEQ as it stands before an event, not " + text);
        }
        return new Position(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    }

    boolean isNone() {
        return epoch.isEmpty();
    }

    @Override
    public String toString() {
        return epoch + ":" + seq;
    }
}
