package dev.mevsdk.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final int MOST_BYTES_OF_A_HEARTBEAT = 64 * 1024;

    private final Latency latency = new Latency();

    @Test
    void eachReaderSeesEachValueOnce_andTheTotalAll() {
        Latency.Interval one = latency.interval();
        Latency.Interval two = latency.interval();
        latency.record(10);
        assertThat(one.take().getTotalCount()).isEqualTo(1);
        latency.record(20);
        assertThat(one.take().getTotalCount()).isEqualTo(1);
        assertThat(one.take().getTotalCount()).isZero();
        assertThat(two.take().getTotalCount()).isEqualTo(2);
        assertThat(latency.sinceStart().getTotalCount()).isEqualTo(2);
    }

    @Test
    void whatIsOutOfRangeCountsAtItsEdge() {
        latency.record(-5);
        latency.record(Long.MAX_VALUE);
        Histogram all = latency.sinceStart();
        assertThat(all.getMinValue()).isZero();
        assertThat(all.valuesAreEquivalent(all.getMaxValue(), Latency.LONGEST_MICROS))
                .isTrue();
    }

    @Test
    void heartbeatsCarryTheIntervalAsOthersReadIt_andNothingWhenNothingWasMeasured() throws Exception {
        HeartbeatLatencies heartbeat = new HeartbeatLatencies(Map.of("hotpath_us", latency));
        latency.record(1_000);
        latency.record(3_000);
        byte[] encoded = Base64.getDecoder().decode(heartbeat.take().get("hotpath_us"));
        Histogram read = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
        assertThat(read.getTotalCount()).isEqualTo(2);
        assertThat(read.valuesAreEquivalent(read.getMaxValue(), 3_000)).isTrue();
        assertThat(heartbeat.take()).isEmpty();
    }

    @Test
    void theWorstIntervalFitsIntoAHeartbeat() {
        HeartbeatLatencies heartbeat = new HeartbeatLatencies(Map.of("hotpath_us", latency));
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 300_000; i++) {
            latency.record((long) Math.pow(Latency.LONGEST_MICROS, random.nextDouble()));
        }
        byte[] encoded = Base64.getDecoder().decode(heartbeat.take().get("hotpath_us"));
        System.out.println("latencies spread over every bucket: " + encoded.length + " bytes");
        assertThat(encoded.length).isLessThan(MOST_BYTES_OF_A_HEARTBEAT);
    }
}
