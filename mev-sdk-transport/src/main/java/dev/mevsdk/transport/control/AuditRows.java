package dev.mevsdk.transport.control;

import dev.mevsdk.core.Topics;
import dev.mevsdk.core.control.AuditEntry;
import dev.mevsdk.core.control.AuditSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit's rows beside the log, both in the order of the offsets; pages through the store. */
final class AuditRows {
    /** Compares nothing. */
    static final AuditRows NONE = new AuditRows(null, -1, 0);

    private static final int PAGE = 1000;
    private static final String CAUSE = "deleted, or no server that stores them has run since";

    private final @Nullable AuditSource source;
    private final long last;
    private final long endOfLog;
    private List<AuditEntry> page = List.of();
    private int next;
    private long from;

    private AuditRows(@Nullable AuditSource source, long last, long endOfLog) {
        this.source = source;
        this.last = last;
        this.endOfLog = endOfLog;
    }

    /**
     * The rows there are now; later ones are not looked at.
     *
     * @param endOfLog each record before it must have its row: else who deletes the newest ones would not be found
     */
    static AuditRows of(AuditSource source, long endOfLog) {
        return new AuditRows(source, lastOffset(source), endOfLog);
    }

    static long lastOffset(AuditSource source) {
        return source.lastOffset(Topics.CONTROL_COMMANDS, 0);
    }

    /** What the row of the record says otherwise; null when it agrees, or need not be stored yet. */
    @Nullable
    String problem(AuditEntry record) {
        long offset = record.place().offset();
        if (offset > last) {
            return offset < endOfLog ? "the audit has no row of it, nor of any after it: " + CAUSE : null;
        }
        AuditEntry row = peek();
        if (row == null || row.place().offset() > offset) {
            return "the audit has no row of it";
        }
        next++;
        if (row.place().offset() < offset) {
            return "the audit has a row of offset " + row.place().offset() + ", the log has no such record";
        }
        return difference(row, record);
    }

    /**
     * Of all that the log vouches for. Not compared: the time, which no hash covers, and the policy's JSON and the
     * refusal's words, which follow from the rest and may be worded otherwise by another version.
     */
    private static @Nullable String difference(AuditEntry row, AuditEntry record) {
        if (!row.command().text().equals(record.command().text())) {
            return "the audit's row has another record";
        } else if (!row.outcome().policyHash().equals(record.outcome().policyHash())) {
            return "the audit's row has another hash";
        } else if (!row.command().equals(record.command())) {
            return "the audit's row says otherwise who wanted what, for whom, why, or who signed it";
        }
        boolean sameOutcome = row.outcome().verdict().equals(record.outcome().verdict())
                && row.outcome().policyVersion() == record.outcome().policyVersion();
        return sameOutcome ? null : "the audit's row has another verdict or policy version";
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
