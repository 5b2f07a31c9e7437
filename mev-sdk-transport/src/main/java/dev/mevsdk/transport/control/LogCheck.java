package dev.mevsdk.transport.control;

import dev.mevsdk.core.control.AuditEntry;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One pass over the log; keeps the first problem of each module. */
final class LogCheck {
    private final ControlKeys keys;
    private final Statements statements;
    private final AuditRows rows;
    private final LogFold fold;
    private final Map<String, String> problems = new TreeMap<>();
    private final Map<String, Long> records = new HashMap<>();
    /** By module: hash -> first position that has it. */
    private final Map<String, Map<String, Long>> positions = new HashMap<>();

    private long nextOffset;

    LogCheck(ControlKeys keys, Statements statements, AuditRows rows) {
        this.keys = keys;
        this.statements = statements;
        this.rows = rows;
        this.fold = new LogFold(keys);
        Modules.ALL.forEach(module -> positions.put(module, new HashMap<>(Map.of(Policy.EMPTY_HASH, 0L))));
    }

    void visit(Incoming record) {
        if (record.offset() != nextOffset) {
            Modules.ALL.forEach(module -> fail(module, nextOffset, "the record is missing"));
        }
        nextOffset = record.offset() + 1;
        List<LogFold.Change> changes = fold.visit(record);
        AuditEntry entry = AuditEntries.of(record, changes);
        String audited = rows.problem(entry);
        for (LogFold.Change change : changes) {
            visit(change, record.offset());
            fail(change.module(), record.offset(), audited);
        }
        for (String module : Modules.ALL) {
            fail(module, record.offset(), statements.problemOfSnapshots(fold.history(module), keys.fingerprint()));
        }
    }

    private void visit(LogFold.Change change, long offset) {
        String module = change.module();
        records.merge(module, 1L, Long::sum);
        positions
                .getOrDefault(module, new HashMap<>())
                .putIfAbsent(change.after().policy().hash(), offset + 1);
        if (change.step().verdict() == PolicyFold.Verdict.UNTRUSTED) {
            fail(module, offset, change.step().reason());
        }
    }

    private void fail(String module, long offset, @Nullable String problem) {
        if (problem != null) {
            problems.putIfAbsent(module, "offset " + offset + ": " + problem);
        }
    }

    private void failAtEnd(String module, @Nullable String problem) {
        if (problem != null) {
            problems.putIfAbsent(module, problem);
        }
    }

    /** @param seen hashes that the log has to have come by */
    List<ControlVerifier.Finding> findings(Set<String> seen) {
        for (String hash : seen) {
            if (positions.values().stream().noneMatch(known -> known.containsKey(hash))) {
                String problem = "an earlier run saw the hash " + CommandText.printable(hash) + ", the log does not";
                Modules.ALL.forEach(module -> failAtEnd(module, problem));
            }
        }
        for (String module : Modules.ALL) {
            failAtEnd(module, statements.problemAtEnd(fold.history(module), positions.getOrDefault(module, Map.of())));
            failAtEnd(module, rows.problemAtEnd(nextOffset));
        }
        return Modules.ALL.stream().map(module -> finding(module, seen)).toList();
    }

    private ControlVerifier.Finding finding(String module, Set<String> seen) {
        Policy policy = fold.history(module).policy();
        Map<String, Long> known = positions.getOrDefault(module, Map.of());
        return new ControlVerifier.Finding(
                module,
                records.getOrDefault(module, 0L),
                policy.version(),
                policy.hash(),
                (int) seen.stream().filter(known::containsKey).count(),
                problems.get(module));
    }
}
