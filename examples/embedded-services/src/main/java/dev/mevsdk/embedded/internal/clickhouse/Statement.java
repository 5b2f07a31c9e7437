package dev.mevsdk.embedded.internal.clickhouse;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement taken apart as far as the server needs: what it does, its text without the FORMAT clause, that clause,
 * and where the inline data of an INSERT begins.
 *
 * @param dataOffset characters from the start of the text to inline data; -1 without
 */
record Statement(Kind kind, String text, @Nullable String format, int dataOffset) {
    /** How the engine has to be asked. */
    enum Kind {
        /** Rows that may be many: streamed. */
        SELECT,
        /** Rows come with the request. */
        INSERT,
        KILL,
        /** Small or no answer. */
        OTHER
    }

    private static final Set<String> STREAMED = Set.of("SELECT", "WITH", "FROM", "VALUES", "(");

    static Statement of(String sql) {
        SqlTokens tokens = new SqlTokens(sql);
        String first = null;
        int formatStart = -1;
        int formatEnd = -1;
        String format = null;
        boolean selects = false;
        while (tokens.next()) {
            String word = tokens.word();
            first = first == null ? word : first;
            if (tokens.depth() > 0) {
                continue;
            }
            selects |= word.equals("SELECT");
            if (first.equals("INSERT") && word.equals("VALUES") && !selects) {
                return new Statement(Kind.INSERT, sql.substring(0, tokens.start()), "Values", tokens.end());
            }
            if (word.equals("FORMAT")) {
                int start = tokens.start();
                if (tokens.next() && tokens.isIdentifier()) {
                    formatStart = start;
                    formatEnd = tokens.end();
                    format = tokens.text();
                    if (first.equals("INSERT") && !selects) {
                        return new Statement(Kind.INSERT, sql.substring(0, start), format, formatEnd);
                    }
                }
            }
        }
        String bare = formatStart < 0 ? sql : sql.substring(0, formatStart) + " " + sql.substring(formatEnd);
        return new Statement(kind(first, selects), withoutSemicolon(bare), format, -1);
    }

    private static Kind kind(@Nullable String first, boolean selects) {
        String word = first == null ? "" : first.toUpperCase(Locale.ROOT);
        if (STREAMED.contains(word)) {
            return Kind.SELECT;
        }
        if (word.equals("KILL")) {
            return Kind.KILL;
        }
        return word.equals("INSERT") && !selects ? Kind.INSERT : Kind.OTHER;
    }

    private static String withoutSemicolon(String sql) {
        String text = sql.strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }
}
