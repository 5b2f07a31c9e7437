package dev.mevsdk.jobs.clickhouse;

import com.clickhouse.client.api.query.QuerySettings;
import dev.mevsdk.core.MevException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of `{name:Type}` placeholders, as the HTTP protocol takes them. */
final class TypedParameters {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\s*(\\w+)\\s*:\\s*([^}]*?)\\s*}");
    private static final Pattern STRING =
            Pattern.compile("(?:LowCardinality\\(|Nullable\\()*(?:String|FixedString\\(\\d+\\)|Identifier)\\)*");

    private TypedParameters() {}

    static QuerySettings bind(String sql, Map<String, String> parameters, QuerySettings settings) {
        Map<String, String> types = typesIn(sql);
        parameters.forEach((name, value) -> {
            String type = types.get(name);
            if (type == null) {
                throw MevException.badInput("the query has no parameter `" + name + "`; it has " + types.keySet());
            }
            settings.serverSetting("param_" + name, STRING.matcher(type).matches() ? escaped(value) : value);
        });
        return settings;
    }

    private static Map<String, String> typesIn(String sql) {
        Map<String, String> types = new HashMap<>();
        Matcher matcher = PLACEHOLDER.matcher(sql);
        while (matcher.find()) {
            types.put(matcher.group(1), matcher.group(2));
        }
        return types;
    }

    /** The server reads a string as a TabSeparated field. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\0", "\\0");
    }
}
