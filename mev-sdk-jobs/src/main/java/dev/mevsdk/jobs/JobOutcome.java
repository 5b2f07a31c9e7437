package dev.mevsdk.jobs;

import java.nio.file.Path;

/** What a run leaves behind. */
public sealed interface JobOutcome {
    /** Shown as the job's last message. */
    String message();

    /** Nothing to publish. */
    record Done(String message) implements JobOutcome {}

    /**
     * A complete folder to publish: synced to disk by the worker, committed in the queue, then renamed.
     *
     * @param staged from {@link JobContext#stagingFolder}
     * @param target where it appears, on the same file system; must not exist
     * @param manifest JSON kept with the job and written into the folder as `manifest.json`
     */
    record Publish(String message, Path staged, Path target, String manifest) implements JobOutcome {}

    static JobOutcome done(String message) {
        return new Done(message);
    }

    static JobOutcome publish(String message, Path staged, Path target, String manifest) {
        return new Publish(message, staged, target, manifest);
    }
}
