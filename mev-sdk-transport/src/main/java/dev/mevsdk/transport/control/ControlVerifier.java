package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.control.AuditSource;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks the control log as it is now, apart from any server: every record is there and vouched for, and what was said
 * of it elsewhere (snapshots, acks, audit rows) agrees with its hash chain; and each record has its audit row. Who
 * changes, removes or slips in a record would have to change those as well.
 */
public final class ControlVerifier {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_EMPTY_POLLS = 50;
    /** How long the audit's rows of the newest records are waited for: a server stores them within a second. */
    private static final Duration AUDIT_WAIT = Duration.ofSeconds(10);

    private static final long LOOK_AGAIN_MILLIS = 100;

    /**
     * What was found of one module.
     *
     * @param records of the log that belong to it
     * @param policyVersion and hash of its policy at the end of the log
     * @param seen how many of the hashes of earlier runs are of this module
     * @param problem the first thing that fails, with its offset; null when nothing does
     */
    public record Finding(
            String module,
            long records,
            long policyVersion,
            String hash,
            int seen,
            @Nullable String problem) {
        public boolean isGood() {
            return problem == null;
        }
    }

    private final ControlChannel channel;
    private final ControlKeys keys;
    private final @Nullable AuditSource audit;
    private final Set<String> seen;
    private final Duration auditWait;

    private ControlVerifier(
            ControlChannel channel,
            ControlKeys keys,
            @Nullable AuditSource audit,
            Set<String> seen,
            Duration auditWait) {
        this.channel = channel;
        this.keys = keys;
        this.audit = audit;
        this.seen = Set.copyOf(seen);
        this.auditWait = auditWait;
    }

    /**
     * @param keys whose signatures count; {@link ControlKeys#NONE} checks the chain alone
     * @param audit rows to compare with; null for none
     */
    public static ControlVerifier of(ControlChannel channel, ControlKeys keys, @Nullable AuditSource audit) {
        return new ControlVerifier(channel, keys, audit, Set.of(), AUDIT_WAIT);
    }

    /**
     * Requires the log to hold what an earlier run saw. Nothing else tells when its newest records were removed together
     * with all that was said of them.
     *
     * @param hashes of earlier findings, of any module; a finding tells how many were its module's
     * @throws MevException BAD_INPUT for the hash of a module without records: every log holds it
     */
    public ControlVerifier withSeen(Set<String> hashes) {
        if (hashes.contains(Policy.EMPTY_HASH)) {
            throw MevException.badInput("seen: " + Policy.EMPTY_HASH
                    + " is the hash of a module without records, which every log holds; leave it out");
        }
        return new ControlVerifier(channel, keys, audit, hashes, auditWait);
    }

    /** @param wait for the audit's rows of the newest records; default 10 s */
    public ControlVerifier withAuditWait(Duration wait) {
        return new ControlVerifier(channel, keys, audit, seen, wait);
    }

    /**
     * Reads everything and blocks meanwhile. Each record that is in the log when this begins must be in the audit.
     *
     * @return a finding for each module
     * @throws MevException RETRYABLE when Kafka or the audit's store is away
     */
    public List<Finding> verify() {
        // What others say comes first: the log read after it reaches at least as far.
        Statements statements = new Statements();
        read(Topics.CONTROL_STATE, statements::addSnapshot);
        read(Topics.CONTROL_ACKS, statements::addAck);
        LogCheck check = new LogCheck(keys, statements, rows());
        read(Topics.CONTROL_COMMANDS, check::visit);
        return check.findings(seen);
    }

    private AuditRows rows() {
        if (audit == null) {
            return AuditRows.NONE;
        }
        long end;
        try (LogReader reader = channel.reader(Topics.CONTROL_COMMANDS)) {
            end = reader.endOffset();
        }
        long from = System.nanoTime();
        while (AuditRows.lastOffset(audit) < end - 1 && System.nanoTime() - from < auditWait.toNanos()) {
            pause();
        }
        return AuditRows.of(audit, end);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MevException.retryable("interrupted while the audit's newest rows were waited for", e);
        }
    }

    /** Calls back with each record up to the present end. */
    private void read(String topic, Consumer<Incoming> visitor) {
        try (LogReader reader = channel.reader(topic)) {
            long end = reader.endOffset();
            reader.seek(reader.startOffset());
            int emptyPolls = 0;
            while (reader.position() < end && emptyPolls < MAX_EMPTY_POLLS) {
                List<Incoming> records = new ArrayList<>(reader.poll(POLL));
                emptyPolls = records.isEmpty() ? emptyPolls + 1 : 0;
                records.removeIf(record -> record.offset() >= end);
                records.forEach(visitor);
            }
            boolean compacted = topic.equals(Topics.CONTROL_STATE);
            if (reader.position() < end && !compacted) {
                throw MevException.retryable(topic + ": could not be read to its end", null);
            }
        }
    }
}
