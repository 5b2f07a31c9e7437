package dev.mevsdk.benchmarks;

import dev.mevsdk.embedded.EmbeddedKafka;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/** The kill switch: what it costs to ask, how soon it is in force under load, what happens when an agent is cut off. */
final class ChaosBenchmark implements Benchmark {
    private static final int KILLS = 1_000;
    private static final int QUICK_KILLS = 50;
    private static final int AGENTS = 2;

    @Override
    public String name() {
        return "chaos";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        System.err.println(run.quick() ? "chaos: about a minute" : "chaos: about five minutes");
        PolicyReadCost.measure(run);
        kills(run, run.quick() ? QUICK_KILLS : KILLS);
        PartitionHalt.measure(run);
    }

    private static void kills(BenchmarkRun run, int kills) throws TimeoutException {
        double[] millis = new double[kills];
        try (EmbeddedKafka kafka = EmbeddedKafka.create()) {
            kafka.start();
            try (KillLoad load = new KillLoad(kafka.address(), AGENTS)) {
                for (int i = 0; i < kills / 20; i++) {
                    load.startAndKill();
                }
                long emitted = load.emitted();
                long from = System.nanoTime();
                for (int i = 0; i < kills; i++) {
                    millis[i] = load.startAndKill() / 1e6;
                }
                double seconds = (System.nanoTime() - from) / 1e9;
                run.detail("emissions between the kills", "1/s", (load.emitted() - emitted) / seconds);
                long after = load.emittedAfterApplied();
                run.figure("emitted_after_applied", "emissions", after);
                if (after > 0) {
                    throw new IllegalStateException(after + " emissions came after an applied kill");
                }
            }
        }
        run.figure("kill_applied_p50_ms", "ms", Samples.percentile(millis, 50));
        run.figure("kill_applied_p99_ms", "ms", Samples.percentile(millis, 99));
        run.figure("kill_applied_max_ms", "ms", Arrays.stream(millis).max().orElse(0));
        run.note(kills + " kills of " + AGENTS + " agents that emit to a real broker, all on this machine;"
                + " from the call to the last agent's ack of `applied`, read back by the control plane");
    }
}
