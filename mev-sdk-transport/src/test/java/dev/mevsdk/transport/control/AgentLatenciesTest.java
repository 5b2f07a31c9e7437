package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.Topics;
import dev.mevsdk.core.metrics.Figure;
import dev.mevsdk.transport.control.ControlChannel.Outgoing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentLatenciesTest {
    private static final long HOUR_MICROS = 3_600_000_000L;

    private final AtomicLong clock = new AtomicLong(TimeUnit.HOURS.toNanos(5));
    private final ControlChannel channel = ControlChannel.inMemory();
    private final AtomicInteger told = new AtomicInteger();
    private final ControlObserver observer = new ControlObserver() {
        @Override
        public void onUnreadable(Unreadable what) {
            told.addAndGet(what == Unreadable.HISTOGRAM ? 1 : 1000);
        }
    };
    private AgentLatencies latencies;

    @BeforeEach
    void follow() {
        // Of the past: nobody knows how old it is.
        beat("early", histogram(900_000), histogram(900_000));
        latencies = AgentLatencies.follow(channel, observer, clock::get);
        await().until(() -> {
            try {
                return latencies.read().figures().isEmpty();
            } catch (dev.mevsdk.core.MevException e) {
                return false;
            }
        });
    }

    @AfterEach
    void close() {
        latencies.close();
        channel.close();
    }

    private static Histogram histogram(long... micros) {
        Histogram histogram = new Histogram(HOUR_MICROS, 3);
        Arrays.stream(micros).forEach(histogram::recordValue);
        return histogram;
    }

    static String base64(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    private void beat(String agent, Histogram hotpath, Histogram send) {
        beat(agent, Map.of(AgentLatencies.HOTPATH, base64(hotpath), AgentLatencies.SEND, base64(send)));
    }

    private void beat(String agent, Map<String, String> histograms) {
        append(heartbeat(agent, histograms));
    }

    static byte[] heartbeat(String agent, Map<String, String> histograms) {
        Heartbeat.Standing standing =
                new Heartbeat.Standing(Policy.State.RUNNING, List.of(), 1, Policy.EMPTY_HASH, 1, 0);
        return new Heartbeat(agent, "mev", "", standing, Map.of(), histograms).toJson();
    }

    private void append(byte[] json) {
        channel.append(Outgoing.json(Topics.AGENT_HEARTBEATS, "key", json)).join();
    }

    private Map<Figure, Double> figures() {
        return latencies.read().figures();
    }

    @Test
    void percentilesAreThoseOfAllValuesTogether() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Histogram all = new Histogram(HOUR_MICROS, 3);
        for (int beat = 0; beat < 40; beat++) {
            // A busy quick agent, and an idle slow one: the mean of their percentiles is far off.
            boolean slow = beat % 4 == 0;
            Histogram interval = new Histogram(HOUR_MICROS, 3);
            for (int i = 0; i < (slow ? 5 : 500); i++) {
                interval.recordValue(slow ? 50_000 + random.nextInt(500_000) : 200 + random.nextInt(3_000));
            }
            all.add(interval);
            beat(slow ? "slow" : "quick", interval, interval);
        }
        await().untilAsserted(() -> assertThat(figures())
                .as("seed %d", seed)
                .isEqualTo(Map.of(
                        Figure.HOTPATH_P50, all.getValueAtPercentile(50) / 1e3,
                        Figure.HOTPATH_P99, all.getValueAtPercentile(99) / 1e3,
                        Figure.SEND_P99, all.getValueAtPercentile(99) / 1e3)));
    }

    @Test
    void whatIsOlderThanAMinuteIsForgotten() {
        beat("a", histogram(80_000), histogram());
        await().until(() -> figures().containsKey(Figure.HOTPATH_P99));
        clock.addAndGet(TimeUnit.SECONDS.toNanos(40));
        beat("a", histogram(1_000), histogram());
        await().until(() -> figures().get(Figure.HOTPATH_P50) < 2);
        assertThat(figures().get(Figure.HOTPATH_P99)).isGreaterThan(79);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(25));
        assertThat(figures().get(Figure.HOTPATH_P99)).isLessThan(2);
        clock.addAndGet(TimeUnit.MINUTES.toNanos(10));
        assertThat(figures()).isEmpty();
    }

    @Test
    void emptyHistogramsAndHeartbeatsWithoutAnyMeasureNothing() {
        beat("idle", histogram(), histogram());
        beat("old", Map.of());
        beat("a", histogram(1_000), histogram());
        await().until(() -> figures().containsKey(Figure.HOTPATH_P50));
        assertThat(figures()).doesNotContainKey(Figure.SEND_P99);
        assertThat(latencies.unreadable()).isZero();
    }

    @Test
    void whatIsNoHistogramIsCountedAndPassedOver() {
        byte[] good = Base64.getDecoder().decode(base64(histogram(1_000)));
        byte[] flipped = good.clone();
        flipped[flipped.length / 2] ^= 0x55;
        List<String> wrong = List.of(
                "AAAA",
                Base64.getEncoder().encodeToString(Arrays.copyOf(good, good.length / 2)),
                Base64.getEncoder().encodeToString(flipped),
                // Five digits over the whole range of long would take 50 MB each.
                base64(new Histogram(Long.MAX_VALUE / 2, 5)),
                "A".repeat(40_000));
        wrong.forEach(one -> beat("broken", Map.of(AgentLatencies.HOTPATH, one)));
        append("[]".getBytes(StandardCharsets.UTF_8));
        beat("a", histogram(1_000), histogram());
        await().until(() -> figures().containsKey(Figure.HOTPATH_P50));
        assertThat(figures().get(Figure.HOTPATH_P99)).isBetween(0.99, 1.01);
        assertThat(latencies.unreadable()).isEqualTo(wrong.size() + 1);
        assertThat(told).hasValue(wrong.size());
    }
}
