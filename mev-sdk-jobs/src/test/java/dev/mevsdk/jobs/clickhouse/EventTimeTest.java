package dev.mevsdk.jobs.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mevsdk.core.event.SourcedEvent;
import dev.mevsdk.proto.Envelope;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
    private static final long KAFKA_MILLIS = 1_700_000_000_000L;

    @Test
    void theEmittersTimeComesFirst() throws Exception {
        assertThat(of(1_724_241_601_250_999_999L, "{\"ts\":1}")).isEqualTo("2024-08-21T12:00:01.250Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ts\":1724241601.25}",
                "{\"ts\":1724241601250}",
                "{\"ts\":1724241601250000}",
                "{\"ts\":1724241601250000000}",
                "{\"dt\":\"2024-08-21 12:00:01.250\"}",
                "{\"ts\":null,\"timestamp\":\"2024-08-21T14:00:01.25+02:00\"}",
                "{\"ts\":1e300,\"dt\":\"2024-08-21T12:00:01.250Z\"}"
            })
    void theRecordsOwnTimeIsReadInEachUsualForm(String raw) throws Exception {
        assertThat(of(0, raw)).isEqualTo("2024-08-21T12:00:01.250Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"ts\":\"soon\"}", "{\"ts\":-5}"})
    void elseKafkasTimestampCounts(String raw) throws Exception {
        assertThat(of(0, raw)).isEqualTo(Instant.ofEpochMilli(KAFKA_MILLIS));
    }

    private static Instant of(long emittedAtNs, String raw) throws Exception {
        Envelope event = Envelope.newBuilder().setEmittedAtNs(emittedAtNs).build();
        return EventTime.of(new SourcedEvent("t", 0, 0, KAFKA_MILLIS, event), new ObjectMapper().readTree(raw));
    }
}
