package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;

/**
 * The command was not taken: the policy is not as the caller thought, the idempotency key was used for something else,
 * or the fold refused it, for its signature too. HTTP 409.
 */
public final class ControlConflictException extends MevException {
    private static final long serialVersionUID = 1L;

    private final long currentVersion;

    ControlConflictException(String message, long currentVersion) {
        super(Category.BAD_INPUT, message);
        this.currentVersion = currentVersion;
    }

    /** The policy's version when the command was refused. */
    public long currentVersion() {
        return currentVersion;
    }
}
