package dev.mevsdk.core.config;

import dev.mevsdk.core.MevException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a `.env` file: `NAME=value` lines, `export` allowed before the name, `#` begins a comment (in an unquoted
 * value after a space). Quotes around a value are taken off; in double quotes \n, \t, \" and \\ are read. Nothing is
 * expanded.
 */
final class EnvFile {
    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");

    private EnvFile() {}

    static Map<String, String> parse(List<String> lines) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw MevException.badInput(".env line " + (i + 1) + ": must be NAME=value, a comment (#) or empty");
            }
            values.put(matcher.group(1), value(matcher.group(2), i + 1));
        }
        return values;
    }

    private static String value(String text, int line) {
        char quote = text.isEmpty() ? ' ' : text.charAt(0);
        if (quote != '"' && quote != '\'') {
            int comment = text.indexOf(" #");
            return text.startsWith("#") ? "" : (comment < 0 ? text : text.substring(0, comment)).strip();
        }
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return value.toString();
            }
            if (c == '\\' && quote == '"' && i + 1 < text.length()) {
                c = unescape(text.charAt(++i));
            }
            value.append(c);
        }
        throw MevException.badInput(".env line " + line + ": the closing quote is missing");
    }

    private static char unescape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> c;
        };
    }
}
