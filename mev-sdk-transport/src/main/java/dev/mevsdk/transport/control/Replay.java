package dev.mevsdk.transport.control;

import org.jspecify.annotations.Nullable;

/**
 * Keeps a signed record from being taken out of the log and appended again. It says how much of the log its signer had
 * read; it counts for so few records after that, that its request id is still remembered if it was accepted before.
 * A kill counts always: repeated, it stops what somebody once wanted stopped.
 */
final class Replay {
    private Replay() {}

    /** Why the command comes too late at that offset; null when it does not. */
    static @Nullable String problem(ControlCommand command, long offset) {
        if (command.kills()) {
            return null;
        }
        Long position = command.notes().logPosition();
        if (position == null) {
            return "log_position: required in a signed command";
        }
        boolean fresh = position <= offset && offset - position <= ModuleHistory.REMEMBERED_REQUESTS;
        return fresh
                ? null
                : "log_position: signed at " + position + ", counts for " + ModuleHistory.REMEMBERED_REQUESTS
                        + " records: replayed, or late; send the command again";
    }
}
