package dev.mevsdk.jobs.scrape;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The query of one file. All values are typed parameters; the text is made of constants and of the table's own column
 * names. `FINAL` folds repeated inserts, the order is that of the primary key.
 */
record ScrapeQuery(DatasetType type, Instant start, Instant end, List<String> dex) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    String describe() {
        return "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}"
                + " AND default_kind NOT IN ('ALIAS', 'EPHEMERAL') ORDER BY position";
    }

    Map<String, String> describeParameters() {
        return Map.of("table", type.table());
    }

    String count() {
        return "SELECT count() AS n" + fromWhere();
    }

    String rows(List<String> columns) {
        return "SELECT "
                + columns.stream().map(ScrapeQuery::quoted).collect(Collectors.joining(", "))
                + fromWhere()
                + " ORDER BY "
                + DatasetType.PRIMARY_KEY;
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("start", TIME.format(start));
        parameters.put("end", TIME.format(end));
        if (!dex.isEmpty()) {
            parameters.put("dex", dex.stream().map(ScrapeQuery::literal).collect(Collectors.joining(",", "[", "]")));
        }
        return parameters;
    }

    private String fromWhere() {
        return " FROM " + type.table() + " FINAL WHERE dt >= {start:DateTime64(3, 'UTC')}"
                + " AND dt < {end:DateTime64(3, 'UTC')}"
                + (dex.isEmpty() ? "" : " AND has({dex:Array(String)}, dex)");
    }

    private static String quoted(String column) {
        return "`" + column.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    private static String literal(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
