package dev.mevsdk.core;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An error answer (RFC 9457, `application/problem+json`). Says what to do about it; carries no stack trace, path or
 * secret.
 *
 * @param type a URI naming the kind; `about:blank` when the status says it all
 * @param title short, the same for each problem of that kind
 * @param status the HTTP status
 * @param detail what is wrong here, and its fix
 * @param instance a URI or id that names this occurrence, such as the request's id
 * @param field extension: the input that is wrong
 * @param allowed extension: what it may be
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        @Nullable String field,
        @Nullable String allowed) {
    public static final String MEDIA_TYPE = "application/problem+json";
    public static final String BLANK_TYPE = "about:blank";

    private static final String MUST_BE = ": must be ";

    /** Without a kind of its own. */
    public static Problem of(int status, String title, String detail) {
        return new Problem(BLANK_TYPE, title, status, detail, null, null, null);
    }

    /**
     * 400 for BAD_INPUT, 503 for RETRYABLE, 500 for FATAL. The message of the first two is the SDK's own and is shown;
     * of the last nothing is. A message of the form `field: must be ...` fills {@link #field} and {@link #allowed}.
     */
    public static Problem of(MevException error) {
        String message = error.getMessage() == null ? "" : error.getMessage();
        return switch (error.category()) {
            case BAD_INPUT -> badInput(message);
            case RETRYABLE -> of(503, "Temporarily unavailable", message);
            case FATAL -> of(500, "Internal error", "The server can't do this. Its log says why.");
        };
    }

    private static Problem badInput(String message) {
        int at = message.indexOf(MUST_BE);
        String field = at > 0 && message.indexOf(' ') > at ? message.substring(0, at) : null;
        String allowed = field == null ? null : message.substring(at + MUST_BE.length());
        return new Problem(BLANK_TYPE, "Bad input", 400, message, null, field, allowed);
    }

    public Problem withInstance(String newInstance) {
        return new Problem(type, title, status, detail, newInstance, field, allowed);
    }

    /** The JSON document, UTF-8. Needs no library. */
    public byte[] toJson() {
        StringBuilder json = new StringBuilder(160).append('{');
        member(json, "type", type);
        member(json, "title", title);
        json.append(",\"status\":").append(status);
        member(json, "detail", detail);
        member(json, "instance", instance);
        member(json, "field", field);
        member(json, "allowed", allowed);
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void member(StringBuilder json, String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        json.append(json.length() == 1 ? "\"" : ",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7F || (Character.isSurrogate(c) && !isPaired(value, i))) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private static boolean isPaired(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}
