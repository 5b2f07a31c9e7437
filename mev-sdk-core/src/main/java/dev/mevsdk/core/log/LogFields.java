package dev.mevsdk.core.log;

import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.core.context.TraceContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** What both forms of a log line have in common. */
final class LogFields {
    private LogFields() {}

    static String level(LogRecord line) {
        int level = line.getLevel().intValue();
        if (level >= Level.SEVERE.intValue()) {
            return "error";
        } else if (level >= Level.WARNING.intValue()) {
            return "warn";
        }
        return level >= Level.INFO.intValue() ? "info" : "debug";
    }

    static String logger(LogRecord line) {
        return line.getLoggerName() == null ? "" : line.getLoggerName();
    }

    /** What the thread that logs works for; only what there is. */
    static Map<String, String> context() {
        CallContext context = CallContext.current();
        Map<String, String> fields = new LinkedHashMap<>();
        context.requestId().ifPresent(id -> fields.put("request_id", id));
        context.jobId().ifPresent(id -> fields.put("job_id", id));
        context.module().ifPresent(module -> fields.put("module", module));
        context.trace().map(TraceContext::traceId).ifPresent(id -> fields.put("trace_id", id));
        return fields;
    }
}
