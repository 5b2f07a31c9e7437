package dev.mevsdk.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a reader stands in the feed, as it stands before each event line and in a cursor file.
 *
 * @param epoch the life of the server's feed; positions compare only within it
 */
record Position(String epoch, long seq) {
    private static final Pattern FORM = Pattern.compile("(.+):([0-9]{1,18})");

    static final Position NONE = new Position("", 0);

    /** @throws Failure USAGE when it is not EPOCH:SEQ */
    static Position parse(String text) {
        return find(text)
                .orElseThrow(() -> Failure.usage("a position is EPOCH:SEQ as it stands before an event, not " + text));
    }

    /** Empty when the text is not EPOCH:SEQ. */
    static Optional<Position> find(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new Position(form.group(1), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    boolean isNone() {
        return epoch.isEmpty();
    }

    @Override
    public String toString() {
        return epoch + ":" + seq;
    }
}
