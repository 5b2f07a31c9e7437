package dev.mevsdk.core.context;

import dev.mevsdk.core.MevException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a distributed trace, as the header `traceparent` of W3C Trace Context (level 1) carries it. The SDK only
 * hands it on; spans are the business of whoever has a tracer.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId of the span that caused what follows: 16 lower-case hex digits, not all zero
 * @param sampled whether the caller records its spans
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
    /** Name of the header, in HTTP and in Kafka. */
    public static final String HEADER = "traceparent";

    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    /** A version other than 00 may have more fields behind the flags; ff is no version. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final int MAX_CHARS = 256;
    private static final int SAMPLED = 1;

    /** @throws MevException BAD_INPUT when an id has another form */
    public TraceContext {
        if (!TRACE_ID.matcher(traceId).matches()) {
            throw MevException.badInput("traceId: 32 lower-case hex digits, not all zero");
        }
        if (!SPAN_ID.matcher(spanId).matches()) {
            throw MevException.badInput("spanId: 16 lower-case hex digits, not all zero");
        }
    }

    /** Empty for none and for a bad one: a broken trace must not break the call. */
    public static Optional<TraceContext> parse(@Nullable String traceparent) {
        if (traceparent == null || traceparent.length() > MAX_CHARS) {
            return Optional.empty();
        }
        Matcher parts = TRACEPARENT.matcher(traceparent);
        if (!parts.matches()
                || (parts.group(1).equals("00") && parts.group(5) != null)
                || !TRACE_ID.matcher(parts.group(2)).matches()
                || !SPAN_ID.matcher(parts.group(3)).matches()) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(parts.group(4), 16) & SAMPLED) != 0;
        return Optional.of(new TraceContext(parts.group(2), parts.group(3), sampled));
    }

    /** The header's value, version 00. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
