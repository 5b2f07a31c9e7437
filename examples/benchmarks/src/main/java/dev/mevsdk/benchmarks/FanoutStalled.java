package dev.mevsdk.benchmarks;

import dev.mevsdk.core.codec.BatchCodec;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.hub.HubConfig;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;

/** What clients that never read do to those that do, and to memory. */
final class FanoutStalled {
    private static final int HEALTHY = 50;
    private static final int STALLED = 200;
    private static final HubConfig.Ring SMALL_RING = new HubConfig.Ring(128, 256 << 10, Duration.ofMinutes(1));

    private final int rounds;
    private final Duration time;

    FanoutStalled(boolean quick) {
        rounds = quick ? 3 : 7;
        time = quick ? Duration.ofSeconds(2) : Duration.ofSeconds(8);
    }

    void measure(BenchmarkRun run) throws Exception {
        FanoutFeed feed = new FanoutFeed();
        double[] ratio = new double[rounds];
        double[] withStalled = new double[rounds];
        double[] control = new double[rounds];
        try (FanoutHub calm = new FanoutHub(FanoutHub.CONFIG.withRing(SMALL_RING), 1);
                FanoutHub troubled = new FanoutHub(FanoutHub.CONFIG.withRing(SMALL_RING), 1);
                FanoutReaders calmReaders = FanoutReaders.open(calm.port(), HEALTHY, FanoutHub.PROTO);
                FanoutReaders readers = FanoutReaders.open(troubled.port(), HEALTHY, FanoutHub.PROTO)) {
            p99(calm, feed);
            p99(troubled, feed);
            long before = memory();
            try (FanoutReaders stalled = FanoutReaders.stalled(troubled.port(), STALLED, FanoutHub.PROTO)) {
                p99(troubled, feed);
                run.figure("bytes_retained_per_stalled_client", "bytes", (memory() - before) / (double) STALLED);
                for (int round = 0; round < rounds; round++) {
                    control[round] = p99(calm, feed);
                    withStalled[round] = p99(troubled, feed);
                    ratio[round] = withStalled[round] / control[round];
                }
            }
            run.note("stalled arms: " + calmReaders.bytes() + " and " + readers.bytes() + " bytes read by the healthy");
        }
        run.figure("healthy_p99_stalled_over_control", "ratio", ratio);
        run.detail("publish to client p99, control", "ms", control);
        run.detail("publish to client p99, " + STALLED + " stalled beside " + HEALTHY, "ms", withStalled);
        run.note("bytes retained: heap and direct memory of the process, connection objects included, kernel not");
    }

    /** From publish to a decoded event at one client, the window included. */
    private double p99(FanoutHub hub, FanoutFeed feed) throws Exception {
        try (SocketChannel socket = FanoutReaders.connect(hub.port(), FanoutHub.PROTO, false)) {
            LatencyReader reader = new LatencyReader(socket);
            reader.start();
            feed.publish(hub.hub(), time, FanoutFeed.EVENTS_PER_WINDOW);
            socket.close();
            reader.join();
            return reader.p99Millis();
        }
    }

    private static long memory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return direct + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static final class LatencyReader extends Thread {
        private final SocketChannel socket;
        private final LongStream.Builder latencies = LongStream.builder();

        LatencyReader(SocketChannel socket) {
            super("bench-latency");
            this.socket = socket;
        }

        @Override
        public void run() {
            try (DataInputStream in = new DataInputStream(Channels.newInputStream(socket))) {
                readFrames(in);
            } catch (EOFException | java.nio.channels.ClosedChannelException e) {
                // The round is over.
            } catch (IOException e) {
                System.err.println("latency reader ended: " + e.getMessage());
            }
        }

        double p99Millis() {
            long[] sorted = latencies.build().toArray();
            Arrays.sort(sorted);
            return sorted.length == 0 ? Double.NaN : sorted[(int) (sorted.length * 0.99)] / 1e6;
        }

        private void readFrames(DataInputStream in) throws IOException {
            boolean snapshotIsOver = false;
            while (true) {
                in.readUnsignedByte();
                int length = in.readUnsignedByte();
                byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
                in.readFully(payload);
                var batch = BatchCodec.decode(payload);
                if (snapshotIsOver) {
                    long now = System.nanoTime();
                    for (Envelope event : batch.getItemsList()) {
                        latencies.add(now - event.getEmittedAtNs());
                    }
                }
                snapshotIsOver |= !batch.hasNotice();
            }
        }
    }
}
