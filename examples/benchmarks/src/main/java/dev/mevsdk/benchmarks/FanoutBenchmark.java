package dev.mevsdk.benchmarks;

import java.time.Duration;

/** What one event costs on its way to many clients. */
final class FanoutBenchmark implements Benchmark {
    private static final int CLIENTS = 500;
    private static final int LOOPS = 2;
    private static final int FRAME_BYTES = 1024;

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        cpu(run);
        new FanoutStalled(run.quick()).measure(run);
        FanoutEncodes.measure(run);
        run.skip("idle_bytes_vs_bare_netty", "not measured yet");
        run.skip("kafka_to_client_p50_ms", "needs the Kafka ingest in the same process: not measured yet");
        run.skip("kafka_to_client_p99_ms", "needs the Kafka ingest in the same process: not measured yet");
        run.skip("mapping_vs_jackson_builders", "not measured yet");
        run.skip("mapping_vs_python", "not measured yet");
        run.skip("client_min_gz_bytes", "measured by the dashboard's own build");
    }

    private static void cpu(BenchmarkRun run) throws Exception {
        int rounds = run.quick() ? 3 : 9;
        Duration time = run.quick() ? Duration.ofSeconds(2) : Duration.ofSeconds(6);
        FanoutFeed feed = new FanoutFeed();
        double[] efficiency = new double[rounds];
        double[] rawMicros = new double[rounds];
        double[] hubMicros = new double[rounds];
        double[] original = new double[rounds];
        double[] frameBytes = new double[rounds];
        try (RawFanout raw = new RawFanout(LOOPS, FRAME_BYTES);
                FanoutHub hub = new FanoutHub(FanoutHub.CONFIG, LOOPS);
                FanoutReaders rawReaders = FanoutReaders.open(raw.port(), CLIENTS, null);
                FanoutReaders hubReaders = FanoutReaders.open(hub.port(), CLIENTS, FanoutHub.PROTO)) {
            raw(raw, time);
            feed.publish(hub.hub(), time, FanoutFeed.EVENTS_PER_WINDOW);
            for (int round = 0; round < rounds; round++) {
                rawMicros[round] = raw(raw, time);
                HubRound ours = hub(hub, feed, time);
                hubMicros[round] = ours.microsPerFrame();
                frameBytes[round] = ours.frameBytes();
                efficiency[round] = rawMicros[round] / hubMicros[round];
                original[round] = FanoutOriginal.microsPerEvent(feed, CLIENTS) / ours.microsPerEvent();
            }
            run.detail("missed events (a reader fell behind)", "events", (double)
                    hub.counters().missed.get());
            run.note("read by clients: " + rawReaders.bytes() + " bytes raw, " + hubReaders.bytes() + " bytes hub");
        }
        run.figure("cpu_efficiency_vs_raw", "ratio", efficiency);
        run.figure("cpu_per_event_original_over_ours", "ratio", original);
        run.detail("raw: server CPU per frame", "us", rawMicros);
        run.detail("hub: server CPU per frame", "us", hubMicros);
        run.detail("hub: bytes per frame", "bytes", frameBytes);
        run.note("cpu arms: " + CLIENTS + " clients on loopback, one 1 KB frame per client each "
                + FanoutFeed.WINDOW.toMillis() + " ms; ours counts sequencer, encoders and event loops");
        run.note("original: encode and zstd 3 per event and client, in Java; its sends are not counted, ours are");
    }

    private static double raw(RawFanout raw, Duration time) {
        long cpu = CpuTime.ofThreadsNanos(name -> name.startsWith(RawFanout.THREADS));
        long frames = 0;
        long end = System.nanoTime() + time.toNanos();
        for (long due = System.nanoTime(); due < end; due = FanoutFeed.next(due)) {
            raw.send();
            frames += raw.clients();
        }
        return (CpuTime.ofThreadsNanos(name -> name.startsWith(RawFanout.THREADS)) - cpu) / 1e3 / frames;
    }

    private record HubRound(double microsPerFrame, double microsPerEvent, double frameBytes) {}

    private static HubRound hub(FanoutHub hub, FanoutFeed feed, Duration time) {
        FanoutHub.Counters counters = hub.counters();
        long frames = counters.frames.get();
        long windows = counters.windows.get();
        long bytes = counters.windowBytes.get();
        long cpu = CpuTime.ofThreadsNanos(name -> name.startsWith(FanoutHub.THREADS));
        long events = feed.publish(hub.hub(), time, FanoutFeed.EVENTS_PER_WINDOW);
        double micros = (CpuTime.ofThreadsNanos(name -> name.startsWith(FanoutHub.THREADS)) - cpu) / 1e3;
        return new HubRound(
                micros / (counters.frames.get() - frames),
                micros / events,
                (double) (counters.windowBytes.get() - bytes) / (counters.windows.get() - windows));
    }
}
