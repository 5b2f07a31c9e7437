package dev.mevsdk.transport.control;

import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The histories of all modules, folded together. For one thread at a time. */
final class LogFold {
    /** What a record did to one module. */
    record Change(ModuleHistory before, PolicyFold.Step step) {
        ModuleHistory after() {
            return step.history();
        }

        String module() {
            return before.policy().module();
        }
    }

    private final ControlKeys keys;
    private final Map<String, ModuleHistory> histories = new TreeMap<>();

    LogFold(ControlKeys keys) {
        this.keys = keys;
    }

    /** Begins with these histories, each as far as it was read; a module without one begins with nothing. */
    void reset(Map<String, ModuleHistory> known) {
        histories.clear();
        histories.putAll(known);
    }

    ModuleHistory history(String module) {
        return histories.computeIfAbsent(module, ModuleHistory::empty);
    }

    /** The changes of the modules that the record belongs to: of one, or of all when it can't be told which. */
    List<Change> visit(Incoming record) {
        List<Change> changes = new ArrayList<>();
        for (String module : Modules.ALL) {
            ModuleHistory before = history(module);
            if (record.offset() < before.position()) {
                continue;
            }
            PolicyFold.Step step = PolicyFold.apply(before, record, keys);
            histories.put(module, step.history());
            if (step.verdict() != PolicyFold.Verdict.FOREIGN) {
                changes.add(new Change(before, step));
            }
        }
        return changes;
    }
}
