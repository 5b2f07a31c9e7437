package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.control.AuditEntry;
import dev.mevsdk.core.control.AuditSink;
import dev.mevsdk.core.control.AuditSource;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The control log in the table `control_audit`, one row per record, however often it is stored: offsets that are there
 * are left out, equal inserts dropped, and what two servers store at the same time is folded by the
 * ReplacingMergeTree, at once in a query with FINAL. Thread-safe; blocks.
 */
public final class ClickHouseAudit implements AuditSink, AuditSource {
    private static final String OF_PARTITION =
            " WHERE kafka_topic = {topic:String} AND kafka_partition = {partition:Int32}";

    private final ClickHouse clickHouse;

    /**
     * Of a database that {@link Migrations} has prepared.
     *
     * @param clickHouse stays the caller's
     */
    public ClickHouseAudit(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    @Override
    public long lastOffset(String topic, int partition) {
        String sql = "SELECT if(count() = 0, -1, max(kafka_offset)) FROM control_audit" + OF_PARTITION;
        return clickHouse.number(sql, Map.of("topic", topic, "partition", Integer.toString(partition)));
    }

    @Override
    public void store(List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Set<Long> stored = stored(
                entries.get(0).place(), entries.get(entries.size() - 1).place().offset());
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (AuditEntry entry : entries) {
            if (!stored.contains(entry.place().offset())) {
                lines.writeBytes(row(entry));
                lines.write('\n');
            }
        }
        if (lines.size() > 0) {
            clickHouse.insert("control_audit", lines.toByteArray());
        }
    }

    private Set<Long> stored(AuditEntry.Place first, long lastOffset) {
        String sql = "SELECT kafka_offset AS o FROM control_audit" + OF_PARTITION
                + " AND kafka_offset BETWEEN {from:Int64} AND {to:Int64}";
        Map<String, String> parameters = Map.of(
                "topic", first.topic(),
                "partition", Integer.toString(first.partition()),
                "from", Long.toString(first.offset()),
                "to", Long.toString(lastOffset));
        Set<Long> offsets = new HashSet<>();
        clickHouse.rows(sql, parameters).forEach(row -> offsets.add(number(row, "o")));
        return offsets;
    }

    private static byte[] row(AuditEntry entry) {
        AuditEntry.Place place = entry.place();
        AuditEntry.Command command = entry.command();
        AuditEntry.Outcome outcome = entry.outcome();
        Instant time = Instant.ofEpochMilli(place.timestampMillis());
        return new RowWriter()
                .text("dt", EventTime.format(time))
                .text("module", command.module())
                .text("action", command.action())
                .text("request_id", command.requestId())
                .text("issuer", command.issuer())
                .text("agent", command.agent())
                .text("reason", command.reason())
                .text("command_json", command.text())
                .text("key_id", command.keyId())
                .text("signature", command.signature())
                .text("verdict", outcome.verdict())
                .text("refusal", outcome.refusal())
                .number("policy_version", outcome.policyVersion())
                .text("policy_hash", outcome.policyHash())
                .text("policy_json", outcome.policyJson())
                .text("kafka_topic", place.topic())
                .number("kafka_partition", place.partition())
                .number("kafka_offset", place.offset())
                .bytes();
    }

    @Override
    public List<AuditEntry> read(String topic, int partition, long fromOffset, int limit) {
        String sql = "SELECT *, toUnixTimestamp64Milli(dt) AS ms FROM control_audit FINAL" + OF_PARTITION
                + " AND kafka_offset >= {from:Int64} ORDER BY kafka_offset LIMIT {limit:UInt32}";
        Map<String, String> parameters = Map.of(
                "topic", topic,
                "partition", Integer.toString(partition),
                "from", Long.toString(fromOffset),
                "limit", Integer.toString(limit));
        return clickHouse.rows(sql, parameters).stream()
                .map(ClickHouseAudit::entry)
                .toList();
    }

    private static AuditEntry entry(Map<String, Object> row) {
        return new AuditEntry(
                new AuditEntry.Place(
                        text(row, "kafka_topic"),
                        (int) number(row, "kafka_partition"),
                        number(row, "kafka_offset"),
                        number(row, "ms")),
                new AuditEntry.Command(
                        text(row, "module"),
                        text(row, "action"),
                        text(row, "request_id"),
                        text(row, "issuer"),
                        text(row, "agent"),
                        text(row, "reason"),
                        text(row, "command_json"),
                        text(row, "key_id"),
                        text(row, "signature")),
                new AuditEntry.Outcome(
                        text(row, "verdict"),
                        text(row, "refusal"),
                        number(row, "policy_version"),
                        text(row, "policy_hash"),
                        text(row, "policy_json")));
    }

    private static String text(Map<String, Object> row, String column) {
        return String.valueOf(row.get(column));
    }

    private static long number(Map<String, Object> row, String column) {
        return row.get(column) instanceof Number value ? value.longValue() : 0;
    }
}
