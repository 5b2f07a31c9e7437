package dev.mevsdk.jobs.internal.redis;

import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.core.context.TraceContext;

/** Who asked for a job, as one field of its hash: the request's id, a space, the trace; either may be empty. */
final class Origins {
    private Origins() {}

    static String write(CallContext context) {
        return context.requestId().orElse("")
                + ' '
                + context.trace().map(TraceContext::traceparent).orElse("");
    }

    /** What has another form, as of a job made before the field was, is nobody's. */
    static CallContext read(String field) {
        int space = field.indexOf(' ');
        return space < 0
                ? CallContext.NONE
                : CallContext.NONE
                        .withRequestId(field.substring(0, space))
                        .withTrace(TraceContext.parse(field.substring(space + 1)));
    }
}
