package dev.mevsdk.server;

import dev.mevsdk.jobs.clickhouse.ClickHouse;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a table and of an export, in one form: numbers as numbers, times as ms, arrays as JSON. */
final class StoredRows {
    private static final String KEY = " ORDER BY dt, slot, kafka_topic, kafka_partition, kafka_offset";

    private StoredRows() {}

    static List<String> columns(ClickHouse database, String table) {
        return database
                .rows(
                        "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = {table:String}"
                                + " ORDER BY position",
                        Map.of("table", table))
                .stream()
                .map(row -> String.valueOf(row.get("name")))
                .toList();
    }

    static List<List<Object>> ofClickHouse(ClickHouse database, String table, String range, List<String> columns) {
        List<String> fields = columns.stream()
                .map(column -> switch (column) {
                    case "dt" -> "toUnixTimestamp64Milli(t.dt) AS dt_";
                    case "tip_ladder" -> "toJSONString(t.tip_ladder) AS tip_ladder_";
                    default -> "t." + column + " AS " + column + "_";
                })
                .toList();
        String sql = "SELECT " + String.join(", ", fields) + " FROM "
                + range.replaceFirst(" WHERE", " AS t FINAL WHERE") + KEY;
        return database.rows(sql, Map.of()).stream()
                .map(row -> columns.stream()
                        .map(column -> comparable(row.get(column + "_")))
                        .toList())
                .toList();
    }

    static List<List<Object>> ofParquet(Path file, List<String> columns) throws Exception {
        List<String> fields = columns.stream()
                .map(column -> switch (column) {
                    case "dt" -> "epoch_ms(dt)";
                    case "tip_ladder" -> "CAST(to_json(tip_ladder) AS VARCHAR)";
                    default -> column;
                })
                .toList();
        List<List<Object>> rows = new ArrayList<>();
        try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duckDb.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT " + String.join(", ", fields) + " FROM '" + file + "'")) {
            while (found.next()) {
                List<Object> row = new ArrayList<>();
                for (int c = 1; c <= columns.size(); c++) {
                    row.add(comparable(found.getObject(c)));
                }
                rows.add(List.copyOf(row));
            }
        }
        return rows;
    }

    private static Object comparable(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros()
                : value.toString();
    }
}
