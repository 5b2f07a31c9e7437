package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.metrics.MetricsReading;
import dev.mevsdk.core.metrics.MetricsSource;
import dev.mevsdk.transport.ingest.IngestStatus;
import dev.mevsdk.transport.ingest.PartitionLag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoredOutcomesTest {
    private static final MetricsReading READING = new MetricsReading(Map.of(), List.of(), Instant.now());
    private static final IngestStatus RUNNING = new IngestStatus(IngestStatus.State.RUNNING, "");

    @ParameterizedTest
    @EnumSource(value = IngestStatus.State.class, mode = EnumSource.Mode.EXCLUDE, names = "RUNNING")
    void noReadingWhileOutcomesAreNotStored(IngestStatus.State state) {
        MetricsSource outcomes = outcomes(new IngestStatus(state, "why"), 0);
        assertThatThrownBy(outcomes::read)
                .isInstanceOf(MevException.class)
                .hasMessage("outcomes are not being stored, ingest is " + state + ": why");
    }

    @Test
    void noReadingWhileManyOutcomesWait() {
        assertThat(outcomes(RUNNING, StoredOutcomes.MAX_WAITING).read()).isEqualTo(READING);
        MetricsSource behind = outcomes(RUNNING, StoredOutcomes.MAX_WAITING + 1);
        assertThatThrownBy(behind::read)
                .isInstanceOf(MevException.class)
                .hasMessage("1001 outcomes wait to be stored: ingest is behind");
    }

    private static MetricsSource outcomes(IngestStatus status, long waiting) {
        MetricsSource store = new MetricsSource() {
            @Override
            public String name() {
                return "store";
            }

            @Override
            public MetricsReading read() {
                return READING;
            }
        };
        return new StoredOutcomes(
                store,
                () -> status,
                () -> List.of(
                        new PartitionLag(Topics.BUNDLE_OUTCOMES, 0, waiting),
                        new PartitionLag(Topics.MARKET_EVENTS, 0, 1_000_000)));
    }
}
