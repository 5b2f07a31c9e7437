package dev.mevsdk.jobs.clickhouse;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Tells which records of a batch have their row already. */
final class StoredPlaces {
    private final ClickHouse clickHouse;

    StoredPlaces(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** The range of a batch within one partition. */
    private record Range(long firstOffset, long lastOffset, Instant firstTime, Instant lastTime) {
        static Range of(long offset, Instant time) {
            return new Range(offset, offset, time, time);
        }

        Range with(Range other) {
            return new Range(
                    Math.min(firstOffset, other.firstOffset),
                    Math.max(lastOffset, other.lastOffset),
                    firstTime.isBefore(other.firstTime) ? firstTime : other.firstTime,
                    lastTime.isAfter(other.lastTime) ? lastTime : other.lastTime);
        }
    }

    private record Partition(String topic, int number) {}

    Set<Place> among(EventTable table, Map<Place, EventRow> rows) {
        Map<Partition, Range> ranges = new HashMap<>();
        rows.forEach((place, row) -> ranges.merge(
                new Partition(place.topic(), place.partition()), Range.of(place.offset(), row.time()), Range::with));
        Set<Place> stored = new HashSet<>();
        ranges.forEach((partition, range) -> addStored(table, partition, range, stored));
        return stored;
    }

    private void addStored(EventTable table, Partition partition, Range range, Set<Place> stored) {
        String sql = "SELECT kafka_offset AS o FROM " + table.tableName()
                + " WHERE dt BETWEEN {first:DateTime64(3, 'UTC')} AND {last:DateTime64(3, 'UTC')}"
                + " AND kafka_topic = {topic:String} AND kafka_partition = {partition:Int32}"
                + " AND kafka_offset BETWEEN {from:Int64} AND {to:Int64}";
        Map<String, String> parameters = Map.of(
                "first", EventTime.format(range.firstTime()),
                "last", EventTime.format(range.lastTime()),
                "topic", partition.topic(),
                "partition", Integer.toString(partition.number()),
                "from", Long.toString(range.firstOffset()),
                "to", Long.toString(range.lastOffset()));
        for (Map<String, Object> row : clickHouse.rows(sql, parameters)) {
            if (row.get("o") instanceof Number offset) {
                stored.add(new Place(partition.topic(), partition.number(), offset.longValue()));
            }
        }
    }
}
