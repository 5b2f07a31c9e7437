package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;

/** The policy is not as the caller thought, or the idempotency key was used for something else: HTTP 409. */
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
