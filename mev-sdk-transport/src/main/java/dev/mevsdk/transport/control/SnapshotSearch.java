package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code control-state} to its end. A snapshot only saves time: one that can't be read, that nobody vouches for,
 * or that was folded with other public keys, is passed over.
 */
record SnapshotSearch(String module, long endOfLog, ControlKeys keys) {
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final int MAX_EMPTY_POLLS = 20;

    SnapshotSearch(String module, long endOfLog) {
        this(module, endOfLog, ControlKeys.NONE);
    }

    @Nullable
    ModuleHistory newest(LogReader states) {
        long end = states.endOffset();
        states.seek(states.startOffset());
        ModuleHistory best = null;
        int emptyPolls = 0;
        // The last offsets may have been compacted away, so silence ends the search too.
        while (states.position() < end && emptyPolls < MAX_EMPTY_POLLS) {
            int read = 0;
            for (Incoming record : states.poll(WAIT)) {
                read++;
                ModuleHistory found = usable(record);
                best = found == null || (best != null && best.position() > found.position()) ? best : found;
            }
            emptyPolls = read == 0 ? emptyPolls + 1 : 0;
        }
        return best;
    }

    private @Nullable ModuleHistory usable(Incoming record) {
        if (!record.key().equals(module)) {
            return null;
        }
        try {
            SnapshotJson snapshot = SnapshotJson.read(record.value());
            ModuleHistory found = snapshot.history();
            boolean ours = found.policy().module().equals(module)
                    && snapshot.keys().equals(keys.fingerprint())
                    && keys.problemOfSnapshot(record) == null;
            return ours && found.position() >= 0 && found.position() <= endOfLog ? found : null;
        } catch (MevException e) {
            return null;
        }
    }
}
