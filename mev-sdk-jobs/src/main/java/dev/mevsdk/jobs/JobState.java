package dev.mevsdk.jobs;

import java.util.Locale;

/** What the outside sees of a job. Detail is in {@link JobStatus#reason} and {@link JobStatus#phase}. */
public enum JobState {
    QUEUED,
    RUNNING,
    DONE,
    ERROR,
    /** There is no such job, or it ended so long ago that it was forgotten. */
    UNKNOWN;

    /** As stored and as shown by REST: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** UNKNOWN for any other text. */
    public static JobState ofWire(String wire) {
        for (JobState state : values()) {
            if (state.wire().equals(wire)) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
