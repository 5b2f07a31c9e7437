package dev.mevsdk.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Runs one benchmark by its name: {@code NAME [--quick]}. */
final class BenchmarkMain {
    /** Every benchmark there is. */
    private static final List<Benchmark> ALL = List.of(
            new FanoutBenchmark(),
            new QueueBenchmark(),
            new ExportBenchmark(),
            new ScorerBenchmark(),
            new TrainBenchmark(),
            new ChaosBenchmark());

    /** Kept, since a logger that nobody holds may lose its level. Without it Kafka's clients drown the figures. */
    private static final Logger LIBRARIES = Logger.getLogger("org.apache");

    private BenchmarkMain() {}

    public static void main(String[] args) throws Exception {
        boolean quick = List.of(args).contains("--quick");
        String name = args.length == 0 ? "" : args[0];
        Benchmark benchmark =
                ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
        if (benchmark == null) {
            System.err.println("unknown benchmark \"" + name + "\"; there are: "
                    + ALL.stream().map(Benchmark::name).collect(Collectors.joining(", ")));
            System.exit(2);
            return;
        }
        LIBRARIES.setLevel(Level.WARNING);
        Map<String, Object> environment = environment();
        BenchmarkRun run = new BenchmarkRun(quick);
        benchmark.run(run);
        BenchmarkReport.print(name, environment, run, System.out);
        System.out.flush();
        System.exit(0);
    }

    private static Map<String, Object> environment() {
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("cpus", Runtime.getRuntime().availableProcessors());
        environment.put("jdk", System.getProperty("java.version"));
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        environment.put(
                "load_before", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return environment;
    }
}
