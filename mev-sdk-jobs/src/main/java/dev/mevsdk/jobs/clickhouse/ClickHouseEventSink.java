package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.event.EventSink;
import dev.mevsdk.core.event.SourcedEvent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stores decisions and outcomes in the tables `mev_sandwich`, `arbitrage` and `bundle_outcomes`, one insert per table
 * and batch. Other kinds of events are passed over. Called by one thread; blocks.
 *
 * <p>Each record becomes one row, however often it is delivered:
 *
 * <ul>
 *   <li>Before an insert, the places (topic, partition, offset) that are stored already are asked for and left out. So a
 *       batch that was stored before a crash, wholly or in part, and is delivered again, in other bounds too, adds only
 *       what is missing. A row's time is a function of its record, so that this reads a narrow range of the table.
 *   <li>An insert that timed out may still be running while the same events come again. ClickHouse drops the second of
 *       two equal blocks (`non_replicated_deduplication_window`).
 *   <li>Two ingests at once on one partition (a zombie that lost it and does not know yet) can both find a record
 *       missing, in batches of different bounds. Both then write equal rows, which the ReplacingMergeTree folds into one
 *       when it merges, and a query with FINAL at once. So what must be exact reads with FINAL, as exports do.
 * </ul>
 */
public final class ClickHouseEventSink implements EventSink {
    private final ClickHouse clickHouse;
    private final StoredPlaces stored;

    /**
     * Stores into a database that {@link Migrations} has prepared.
     *
     * @param clickHouse stays the caller's: closing the sink leaves it open
     */
    public ClickHouseEventSink(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
        this.stored = new StoredPlaces(clickHouse);
    }

    @Override
    public void store(List<SourcedEvent> events) {
        Map<EventTable, Map<Place, EventRow>> batches = new EnumMap<>(EventTable.class);
        for (SourcedEvent event : events) {
            EventTable.of(event.event()).ifPresent(table -> batches.computeIfAbsent(table, key -> new LinkedHashMap<>())
                    .put(Place.of(event), EventRow.of(event)));
        }
        batches.forEach((table, rows) -> store(table, rows));
    }

    private void store(EventTable table, Map<Place, EventRow> rows) {
        Set<Place> present = stored.among(table, rows);
        List<EventRow> missing = new ArrayList<>();
        rows.forEach((place, row) -> {
            if (!present.contains(place)) {
                missing.add(row);
            }
        });
        if (missing.isEmpty()) {
            return;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (EventRow row : missing) {
            lines.writeBytes(table.json(row));
            lines.write('\n');
        }
        clickHouse.insert(table.tableName(), lines.toByteArray());
    }
}
