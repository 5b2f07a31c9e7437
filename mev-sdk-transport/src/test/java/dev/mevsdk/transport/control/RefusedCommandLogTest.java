package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent's own log says of commands that it does not obey. */
class RefusedCommandLogTest {
    private static final TestKeys KEY = TestKeys.of("ops-1");

    private final InMemoryControlChannel channel = new InMemoryControlChannel();
    private final Logger logger = Logger.getLogger(PolicyApplier.class.getName());
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        logger.addHandler(lines);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(lines);
    }

    @Test
    void saysWhoAskedAndWhyNot_onOnePrintableLine() {
        ListenerConfig config = ListenerConfig.of("a", "mev").withKeys(KEY.addTo(ControlKeys.NONE));
        try (ControlListener agent = ControlListener.start(channel, config, AgentObserver.NONE)) {
            await().until(() -> !agent.gate().haltReasons().contains(HaltReason.LOG_NOT_READ));
            append("{\"module\":\"mev\",\"action\":\"kill\",\"request_id\":\"r-1\",\"issuer\":\"eve\"}", null);
            String long200 = "\\n\\u001b[31m" + "x".repeat(1000);
            append(
                    "{\"module\":\"mev\",\"action\":\"stop\",\"request_id\":\"r-2\",\"issuer\":\"" + long200 + "\","
                            + "\"expected_version\":7,\"log_position\":1}",
                    KEY);
            append("{\"module\":\"mev\",\"action\":\"dance\"}", KEY);
            append("{\"module\":\"mev\",\"action\":\"kill\",\"request_id\":\"r-3\",\"scope\":{\"agent\":\"b\"}}", null);
            append("{\"module\":\"mev\",\"action\":\"stop\",\"request_id\":\"r-4\",\"log_position\":4}", KEY);
            await().until(() -> agent.gate().policy().version() == 5);
        }
        List<String> warnings = lines.warnings;
        assertThat(warnings).hasSize(3).allMatch(line -> line.length() < 600 && line.matches("\\P{Cntrl}*"));
        assertThat(warnings.get(0))
                .isEqualTo("a: mev keeps its policy, refused: signature: required, and missing;"
                        + " KILL of eve, request r-1");
        assertThat(warnings.get(1))
                .startsWith("a: mev keeps its policy, refused: expected_version: the current one is 0;"
                        + " STOP of [31mxxx");
        assertThat(warnings.get(2))
                .startsWith("a: mev keeps its policy, refused: action: unknown")
                .endsWith("read");
    }

    private void append(String record, @Nullable TestKeys by) {
        byte[] value = record.getBytes(StandardCharsets.UTF_8);
        channel.append(Outgoing.json(Topics.CONTROL_COMMANDS, "mev", value)
                        .signed(by == null ? null : by.signer().sign(value)))
                .join();
    }

    private static final class Lines extends Handler {
        private final List<String> warnings = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel() == Level.WARNING) {
                warnings.add(MessageFormat.format(line.getMessage(), line.getParameters()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
