package dev.mevsdk.jobs.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.core.control.AuditEntry;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClickHouseAuditIT {
    private static final String TOPIC = "control-commands";
    private static Engine engine;
    private static ClickHouse clickHouse;
    private static ClickHouseAudit audit;

    @BeforeAll
    static void start() {
        engine = new Engine();
        ClickHouseConfig config = engine.freshDatabase();
        Migrations.apply(config);
        clickHouse = ClickHouse.open(config);
        audit = new ClickHouseAudit(clickHouse);
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
        engine.close();
    }

    @Test
    void eachRecordIsOneRow_howeverOftenAndInWhateverBoundsItIsStored() {
        assertThat(audit.lastOffset(TOPIC, 0)).isEqualTo(-1);
        audit.store(entries(0, 5));
        audit.store(entries(0, 5));
        audit.store(entries(3, 9));
        audit.store(List.of());
        assertThat(audit.lastOffset(TOPIC, 0)).isEqualTo(8);
        assertThat(clickHouse.number("SELECT count() FROM control_audit", Map.of()))
                .isEqualTo(9);
        assertThat(audit.read(TOPIC, 0, 0, 100)).isEqualTo(entries(0, 9));
        assertThat(audit.read(TOPIC, 0, 4, 2)).isEqualTo(entries(4, 6));
        assertThat(audit.lastOffset("another", 0)).isEqualTo(-1);
    }

    @Test
    void recordWithATimeThatNoColumnHoldsIsStored_andThoseBehindIt() {
        long year12345 = 327_411_936_000_000L;
        AuditEntry some = entry(0);
        List<AuditEntry> entries = List.of(
                new AuditEntry(new AuditEntry.Place("odd", 0, 0, year12345), some.command(), some.outcome()),
                new AuditEntry(new AuditEntry.Place("odd", 0, 1, -1), some.command(), some.outcome()));
        audit.store(entries);
        assertThat(audit.lastOffset("odd", 0)).isEqualTo(1);
        assertThat(audit.read("odd", 0, 0, 9)).extracting(AuditEntry::command).containsOnly(some.command());
    }

    private static List<AuditEntry> entries(long from, long to) {
        return LongStream.range(from, to).mapToObj(ClickHouseAuditIT::entry).toList();
    }

    private static AuditEntry entry(long offset) {
        return new AuditEntry(
                new AuditEntry.Place(TOPIC, 0, offset, 1_700_000_000_123L + offset),
                new AuditEntry.Command(
                        "mev", "kill", "id-" + offset, "Zoë", "a", "because \"so\"", "{\"x\":1}", "k", "c2ln"),
                new AuditEntry.Outcome("ACCEPTED", "", offset + 1, "ab".repeat(32), "{}"));
    }
}
