package dev.mevsdk.transport.control;

/** Why an agent emits nothing although its policy may say RUNNING, or that the policy says it. */
public enum HaltReason {
    /** The log was not read to its end yet. */
    LOG_NOT_READ,
    /** Kafka did not confirm in time that the agent is heard and has read all. */
    LEASE_EXPIRED,
    /** The local kill file is there. */
    KILL_FILE,
    /** The policy's state is not RUNNING. */
    POLICY,
    /** The listener was closed: in a heartbeat, its agent has ended. */
    CLOSED,
    /** The process was told to halt, by a signal or from within; lifted by its restart only. */
    SIGNAL;

    long bit() {
        return 1L << (32 + ordinal());
    }
}
