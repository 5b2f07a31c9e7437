package dev.mevsdk.embedded.internal.clickhouse;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A refusal or failure of the engine, with ClickHouse's numeric code. */
final class EngineException extends Exception {
    static final int UNKNOWN_SETTING = 115;
    static final int QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING = 216;
    static final int QUERY_WAS_CANCELLED = 394;
    private static final long serialVersionUID = 1L;
    private static final int UNKNOWN_EXCEPTION = 1002;
    private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\.");
    /** Unknown function, identifier, type, storage, table, database, setting and the like. */
    private static final Set<Integer> NOT_FOUND = Set.of(46, 47, 50, 52, 56, 60, 79, 81, 115, 197);
    /** Parse and type errors, bad arguments, existing tables. */
    private static final Set<Integer> BAD_REQUEST =
            Set.of(6, 26, 27, 36, 38, 41, 42, 43, 53, 57, 62, 69, 70, 72, 73, 117, 130, 131, 216, 386, 456, 457);

    private final int code;

    EngineException(int code, String message) {
        super(message);
        this.code = code;
    }

    static EngineException of(String message) {
        Matcher matcher = CODE.matcher(message);
        int code = matcher.find() ? Integer.parseInt(matcher.group(1)) : UNKNOWN_EXCEPTION;
        return new EngineException(code, message.strip());
    }

    static EngineException of(int code, String name, String text) {
        return new EngineException(
                code, String.format(Locale.ROOT, "Code: %d. DB::Exception: %s. (%s)", code, text, name));
    }

    int code() {
        return code;
    }

    /** The HTTP status ClickHouse gives this code. */
    int status() {
        if (NOT_FOUND.contains(code)) {
            return 404;
        }
        if (BAD_REQUEST.contains(code)) {
            return 400;
        }
        return code == 159 ? 408 : 500;
    }
}
