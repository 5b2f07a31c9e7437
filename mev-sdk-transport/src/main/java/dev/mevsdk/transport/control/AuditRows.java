package dev.mevsdk.transport.control;

import dev.mevsdk.core.Topics;
import dev.mevsdk.core.control.AuditEntry;
import dev.mevsdk.core.control.AuditSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit's rows beside the log, both in the order of the offsets; pages through the store. */
final class AuditRows {
    /** Compares nothing. */
    static final AuditRows NONE = new AuditRows(null, -1);

    private static final int PAGE = 1000;

    private final @Nullable AuditSource source;
    private final long last;
    private List<AuditEntry> page = List.of();
    private int next;
    private long from;

    private AuditRows(@Nullable AuditSource source, long last) {
        this.source = source;
        this.last = last;
    }

    /** The rows there are now; later ones are not looked at. */
    static AuditRows of(AuditSource source) {
        return new AuditRows(source, source.lastOffset(Topics.CONTROL_COMMANDS, 0));
    }

    /** What the row of the record says otherwise; null when it agrees, or is not stored yet. */
    @Nullable
    String problem(AuditEntry record) {
        long offset = record.place().offset();
        if (offset > last) {
            return null;
        }
        AuditEntry row = peek();
        if (row == null || row.place().offset() > offset) {
            return "the audit has no row of it";
        }
        next++;
        if (row.place().offset() < offset) {
            return "the audit has a row of offset " + row.place().offset() + ", the log has no such record";
        }
        if (!row.command().text().equals(record.command().text())) {
            return "the audit's row has another record";
        }
        boolean sameHash = row.outcome().policyHash().equals(record.outcome().policyHash());
        return sameHash ? null : "the audit's row has another hash";
    }

    /** What is left when the log has ended; null when nothing is. */
    @Nullable
    String problemAtEnd(long endOfLog) {
        return last >= endOfLog ? "the audit holds offset " + last + ", the log ends before it" : null;
    }

    private @Nullable AuditEntry peek() {
        if (next == page.size() && source != null && from <= last) {
            page = source.read(Topics.CONTROL_COMMANDS, 0, from, PAGE);
            next = 0;
            from = page.isEmpty() ? last + 1 : page.get(page.size() - 1).place().offset() + 1;
        }
        return next < page.size() ? page.get(next) : null;
    }
}
