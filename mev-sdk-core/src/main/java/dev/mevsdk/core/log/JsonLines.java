package dev.mevsdk.core.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * For machines: one JSON object a line with `ts` (UTC), `level`, `logger`, `message`, then as far as there are any
 * `request_id`, `job_id`, `module`, `trace_id`, and for an unexpected error `error` and `stack`.
 */
final class JsonLines extends Formatter {
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public String format(LogRecord line) {
        StringWriter text = new StringWriter(300);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField(
                    "ts", line.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
            out.writeStringField("level", LogFields.level(line));
            out.writeStringField("logger", LogFields.logger(line));
            out.writeStringField("message", formatMessage(line));
            for (Map.Entry<String, String> field : LogFields.context().entrySet()) {
                out.writeStringField(field.getKey(), field.getValue());
            }
            Throwable thrown = line.getThrown();
            if (thrown != null) {
                StringWriter stack = new StringWriter();
                thrown.printStackTrace(new PrintWriter(stack));
                out.writeStringField("error", thrown.getClass().getName());
                out.writeStringField("stack", stack.toString());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a log line that is no JSON", e);
        }
        return text.append('\n').toString();
    }
}
