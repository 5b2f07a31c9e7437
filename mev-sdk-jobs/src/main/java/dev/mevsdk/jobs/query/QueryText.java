package dev.mevsdk.jobs.query;

import dev.mevsdk.core.MevException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds a query to what a curated one may be: one SELECT that reads tables of the database, leaves its limits and its
 * format to the service, and has a placeholder for each parameter. A help for reviewers; what keeps a query from writing
 * is the server's read-only mode.
 */
final class QueryText {
    /** Quoted parts and comments: nothing in them is a word of the query. */
    private static final Pattern QUOTED = Pattern.compile(
            "'(?:[^'\\\\]|\\\\.|'')*'|`(?:[^`\\\\]|\\\\.)*`|\"(?:[^\"\\\\]|\\\\.)*\"|--[^\\n]*|/\\*.*?\\*/",
            Pattern.DOTALL);

    private static final Pattern OWN_CLAUSE = Pattern.compile("(?i)\\b(INTO|FORMAT|SETTINGS)\\b");
    private static final Pattern OUTSIDE =
            Pattern.compile("(?i)\\b(file|url|s3|s3cluster|gcs|hdfs|azureblobstorage|remote"
                    + "|remotesecure|cluster|clusterallreplicas|mysql|postgresql|mongodb|redis|sqlite|odbc|jdbc|executable|input"
                    + "|deltalake|iceberg|hudi|python|ytsaurus|arrowflight)\\w*\\s*\\(");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\s*(\\w+)\\s*:\\s*([^}]*?)\\s*}");

    private QueryText() {}

    /** @throws MevException BAD_INPUT that says what is wrong */
    static void check(String sql, List<QueryParam> params) {
        String words = QUOTED.matcher(sql).replaceAll(" ").strip();
        String start = words.toUpperCase(Locale.ROOT);
        require(start.startsWith("SELECT") || start.startsWith("WITH"), "the query must begin with SELECT or WITH");
        int semicolon = words.indexOf(';');
        require(semicolon < 0 || semicolon == words.length() - 1, "only one statement is allowed");
        Matcher own = OWN_CLAUSE.matcher(words);
        require(!own.find(), "the query must leave " + clause(own) + " out: limits and format are the service's");
        Matcher outside = OUTSIDE.matcher(words);
        require(!outside.find(), "the query reads from outside the database, by " + clause(outside));
        checkPlaceholders(sql, params);
    }

    private static String clause(Matcher matcher) {
        return matcher.reset().find() ? matcher.group(1).toUpperCase(Locale.ROOT) : "";
    }

    private static void checkPlaceholders(String sql, List<QueryParam> params) {
        Map<String, String> used = new LinkedHashMap<>();
        Matcher placeholder = PLACEHOLDER.matcher(sql);
        while (placeholder.find()) {
            used.put(
                    placeholder.group(1),
                    ParamType.of(placeholder.group(2))
                            .map(ParamType::clickHouse)
                            .orElse(placeholder.group(2)));
        }
        Map<String, String> declared = params.stream()
                .collect(Collectors.toMap(QueryParam::name, one -> ParamType.of(one.type())
                        .map(ParamType::clickHouse)
                        .orElse(one.type())));
        require(used.equals(declared), "the placeholders " + used + " must be the declared parameters " + declared);
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw MevException.badInput(problem);
        }
    }
}
