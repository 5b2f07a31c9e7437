package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mevsdk.core.context.CallContext;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class InMemoryCallContextTest extends CallContextContract {
    @Override
    ControlChannel openChannel() {
        return ControlChannel.inMemory();
    }

    @Test
    void headersOfAnotherFormAreDropped() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", "00-xyz".getBytes(StandardCharsets.UTF_8));
        headers.add("X-Request-Id", "a\nb".getBytes(StandardCharsets.UTF_8));
        assertThat(ContextHeaders.of(headers)).isEqualTo(CallContext.NONE);
        headers.add("X-Request-Id", new byte[100_000]);
        headers.add("traceparent", null);
        assertThat(ContextHeaders.of(headers)).isEqualTo(CallContext.NONE);
    }
}
