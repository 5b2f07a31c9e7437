package dev.mevsdk.jobs.query;

import dev.mevsdk.core.MevException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with one query. It opens with comment lines `-- key: value`:
 *
 * <pre>
 * -- description: what it answers
 * -- param: module String = '' of '', arbitrage, mev
 * -- param: since DateTime64(3, 'UTC') = now-1h
 * -- param: bundle_id String
 * -- columns: bundle_id, state
 * -- rows: 100
 * -- max_rows: 1000
 * -- seconds: 10
 * -- memory_mib: 512
 * SELECT ...
 * </pre>
 *
 * `description` and `columns` are needed; a parameter without a default must be given by the caller; the limits have
 * defaults ({@link QueryLimits}).
 */
final class QueryFile {
    private static final Set<String> NUMBERS = Set.of("rows", "max_rows", "seconds", "memory_mib");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern ENTRY = Pattern.compile("--\\s*([a-z_]+):\\s*(.*)");
    private static final Pattern PARAM = Pattern.compile(
            "([a-z][a-z0-9_]{0,63})\\s+([A-Za-z0-9]+(?:\\([^)]*\\))?)(?:\\s*=\\s*(\\S+))?(?:\\s+of\\s+(.+))?");

    private final String file;
    private final Map<String, String> entries = new LinkedHashMap<>();
    private final List<QueryParam> params = new ArrayList<>();
    private int line;

    private QueryFile(String file) {
        this.file = file;
    }

    /**
     * @param file its name ends in `.sql`; the query's name is the part before
     * @throws MevException BAD_INPUT with the file's name and the line
     */
    static CuratedQuery parse(String file, String text) {
        QueryFile parser = new QueryFile(file);
        try {
            return parser.read(text);
        } catch (MevException e) {
            throw MevException.badInput(file + " line " + parser.line + ": " + e.getMessage());
        }
    }

    private CuratedQuery read(String text) {
        line = 1;
        String name = file.substring(0, file.length() - ".sql".length());
        require(NAME.matcher(name).matches(), "the name must be small letters, digits and _, at most 64");
        List<String> lines = text.lines().toList();
        int head = 0;
        for (; head < lines.size() && lines.get(head).startsWith("--"); head++) {
            line = head + 1;
            entry(lines.get(head));
        }
        line = head + 1;
        String sql = String.join("\n", lines.subList(head, lines.size())).strip();
        QueryText.check(sql, params);
        line = 1;
        return new CuratedQuery(name, entry("description", ""), params, columns(), limits(), withoutSemicolon(sql));
    }

    private void entry(String text) {
        Matcher entry = ENTRY.matcher(text);
        require(entry.matches(), "must be `-- key: value` until the query begins");
        String key = entry.group(1);
        String value = entry.group(2).strip();
        if (key.equals("param")) {
            param(value);
            return;
        }
        boolean known = NUMBERS.contains(key) || key.equals("description") || key.equals("columns");
        require(
                known,
                "unknown key `" + key + "`; there are description, param, columns, rows, max_rows, seconds,"
                        + " memory_mib");
        require(entries.put(key, value) == null, "`" + key + "` stands twice");
        require(!NUMBERS.contains(key) || value.matches("\\d{1,9}"), "`" + key + "` must be a whole number");
    }

    private void param(String text) {
        Matcher param = PARAM.matcher(text);
        require(param.matches(), "a parameter is `name Type`, then maybe `= default`, then maybe `of a, b, c`");
        String name = param.group(1);
        require(params.stream().noneMatch(one -> one.name().equals(name)), "parameter `" + name + "` stands twice");
        List<String> choices = Optional.ofNullable(param.group(4))
                .map(all -> List.of(all.split("\\s*,\\s*")))
                .orElse(List.of());
        String fallback = param.group(3) == null ? null : unquoted(param.group(3));
        params.add(new QueryParam(
                name,
                param.group(2),
                fallback,
                choices.stream().map(QueryFile::unquoted).toList()));
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private List<String> columns() {
        return List.of(entry("columns", "").split("\\s*,\\s*"));
    }

    private QueryLimits limits() {
        int maxRows = number("max_rows", QueryLimits.DEFAULT_MAX_ROWS);
        return new QueryLimits(
                number("rows", Math.min(maxRows, QueryLimits.DEFAULT_ROWS)),
                maxRows,
                Duration.ofSeconds(number("seconds", (int) QueryLimits.DEFAULT_TIME.toSeconds())),
                (long) number("memory_mib", (int) (QueryLimits.DEFAULT_MEMORY_BYTES >> 20)) << 20);
    }

    private int number(String key, int fallback) {
        return Integer.parseInt(entry(key, Integer.toString(fallback)));
    }

    private String entry(String key, String fallback) {
        String value = entries.getOrDefault(key, fallback);
        require(!value.isEmpty(), "`-- " + key + ": ...` is missing");
        return value;
    }

    private static String withoutSemicolon(String sql) {
        return sql.endsWith(";") ? sql.substring(0, sql.length() - 1).strip() : sql;
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw MevException.badInput(problem);
        }
    }
}
