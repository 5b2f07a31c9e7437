package dev.mevsdk.transport.control;

import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.core.context.TraceContext;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * For whom a record was written, as headers beside its bytes: who does not know them passes over them. Anybody who may
 * write to the topic can set them, so nothing is decided by them, and what has another form is dropped.
 */
final class ContextHeaders {
    /** Longer is no id and no trace. */
    private static final int MAX_BYTES = 256;

    private ContextHeaders() {}

    static void add(CallContext context, Headers headers) {
        context.trace().ifPresent(trace -> headers.add(TraceContext.HEADER, bytes(trace.traceparent())));
        context.requestId().ifPresent(id -> headers.add(CallContext.REQUEST_ID_HEADER, bytes(id)));
    }

    static CallContext of(Headers headers) {
        String trace = text(headers.lastHeader(TraceContext.HEADER));
        String request = text(headers.lastHeader(CallContext.REQUEST_ID_HEADER));
        return trace == null && request == null
                ? CallContext.NONE
                : CallContext.NONE.withTrace(TraceContext.parse(trace)).withRequestId(request == null ? "" : request);
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null || header.value().length > MAX_BYTES
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
