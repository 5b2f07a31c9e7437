package dev.mevsdk.benchmarks;

/**
 * One named measurement. It runs all of its arms interleaved (A B C A B C …) in one run and reports a sample per round,
 * so that noise of the machine meets every arm alike.
 */
interface Benchmark {
    String name();

    void run(BenchmarkRun run) throws Exception;
}
