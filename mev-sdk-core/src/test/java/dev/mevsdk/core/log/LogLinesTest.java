package dev.mevsdk.core.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.context.CallContext;
import dev.mevsdk.core.context.TraceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private static final TraceContext TRACE =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);

    private static LogRecord line(String message, Object... parameters) {
        LogRecord line = new LogRecord(Level.WARNING, message);
        line.setLoggerName("dev.mevsdk.test");
        line.setParameters(parameters);
        line.setInstant(Instant.parse("2026-01-02T03:04:05.006Z"));
        return line;
    }

    private static String inContext(Formatter formatter, LogRecord line) {
        try (CallContext.Scope scope = CallContext.NONE
                .withRequestId("r-1")
                .withJobId("train-mev-1")
                .withModule("mev")
                .withTrace(Optional.of(TRACE))
                .open()) {
            assertThat(scope).isNotNull();
            return formatter.format(line);
        }
    }

    @Test
    void jsonHasTheFieldsByTheirNames() throws Exception {
        JsonNode json = new ObjectMapper().readTree(inContext(new JsonLines(), line("job {0} failed", "x")));
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("ts", "level", "logger", "message", "request_id", "job_id", "module", "trace_id");
        assertThat(json.path("ts").asText()).isEqualTo("2026-01-02T03:04:05.006Z");
        assertThat(json.path("level").asText()).isEqualTo("warn");
        assertThat(json.path("message").asText()).isEqualTo("job x failed");
        assertThat(json.path("trace_id").asText()).isEqualTo(TRACE.traceId());
    }

    @Test
    void textHasThemInBrackets() {
        assertThat(inContext(new TextLines(), line("slow")))
                .contains(" WARN dev.mevsdk.test - slow [request_id=r-1] [job_id=train-mev-1] [module=mev]");
        assertThat(new TextLines().format(line("slow"))).endsWith("slow" + System.lineSeparator());
    }

    @Test
    void aMessageStaysOnItsLine() {
        LogRecord forged = line("bad {0}", "x\n2026-01-01 INFO all is well\u001b[2J");
        assertThat(new TextLines().format(forged).lines()).hasSize(1);
        assertThat(new TextLines().format(forged)).doesNotContain("\u001b").contains("x\\u000a2026");
        assertThat(new JsonLines().format(forged).lines()).hasSize(1);
    }

    @Test
    void anUnknownFormIsRefusedByName() {
        assertThatThrownBy(() -> ConsoleLog.configure(Settings.of(Map.of("LOG_FORMAT", "xml"), List.of())))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("LOG_FORMAT");
    }
}
