package dev.mevsdk.embedded.internal.clickhouse;

import java.util.Locale;

/** Walks over the words and signs of a statement, past strings, quoted names and comments. */
final class SqlTokens {
    private final String sql;
    private int start;
    private int end;
    private int depth;

    SqlTokens(String sql) {
        this.sql = sql;
    }

    /** Moves on to the next token; false at the end. */
    boolean next() {
        start = pastBlanks(end);
        if (start >= sql.length()) {
            return false;
        }
        char c = sql.charAt(start);
        if (c == '\'' || c == '"' || c == '`') {
            end = pastQuote(start, c);
        } else if (isWordPart(c)) {
            end = start + 1;
            while (end < sql.length() && isWordPart(sql.charAt(end))) {
                end++;
            }
        } else {
            end = start + 1;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return true;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Open parentheses around the token; an opening one counts itself. */
    int depth() {
        return depth;
    }

    String text() {
        return sql.substring(start, end);
    }

    /** The token in upper case, to compare with keywords. */
    String word() {
        return text().toUpperCase(Locale.ROOT);
    }

    boolean isIdentifier() {
        return isWordPart(sql.charAt(start));
    }

    private int pastBlanks(int from) {
        int at = from;
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at))) {
                at++;
            } else if (sql.startsWith("--", at)) {
                at = endOr(sql.indexOf('\n', at));
            } else if (sql.startsWith("/*", at)) {
                int close = sql.indexOf("*/", at + 2);
                at = close < 0 ? sql.length() : close + 2;
            } else {
                return at;
            }
        }
        return at;
    }

    private int pastQuote(int from, char quote) {
        for (int at = from + 1; at < sql.length(); at++) {
            if (sql.charAt(at) == '\\') {
                at++;
            } else if (sql.charAt(at) == quote) {
                return at + 1;
            }
        }
        return sql.length();
    }

    private int endOr(int index) {
        return index < 0 ? sql.length() : index;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
