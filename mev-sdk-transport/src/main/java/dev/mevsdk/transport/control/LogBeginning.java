package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;

/** With what a fold of the log begins: with nothing, or, where somebody deleted the first records, with the snapshots. */
final class LogBeginning {
    private static final System.Logger LOG = System.getLogger(LogBeginning.class.getName());

    private LogBeginning() {}

    /**
     * The histories to begin with; the reader stays where it is.
     *
     * @throws MevException RETRYABLE when the policy can't be known: a fold of the rest alone could lift a kill
     */
    static Map<String, ModuleHistory> of(LogReader commands, ControlChannel channel, ControlKeys keys) {
        long start = commands.startOffset();
        if (start == 0) {
            return Map.of();
        }
        long end = commands.endOffset();
        Map<String, ModuleHistory> known = new HashMap<>();
        for (String module : Modules.ALL) {
            try (LogReader states = channel.reader(Topics.CONTROL_STATE)) {
                ModuleHistory newest = new SnapshotSearch(module, end, keys).newest(states);
                if (newest == null || newest.position() < start) {
                    throw MevException.retryable(
                            "control-commands: its first " + start + " records are missing, and no snapshot of module "
                                    + module + " reaches the rest: the policy can't be known; restore the topic",
                            null);
                }
                known.put(module, newest);
            }
        }
        LOG.log(Level.ERROR, "control-commands: its first {0} records are missing; going on from snapshots", start);
        return known;
    }
}
