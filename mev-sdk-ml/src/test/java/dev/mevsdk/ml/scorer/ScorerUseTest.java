package dev.mevsdk.ml.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.model.EnsembleFile;
import dev.mevsdk.ml.model.ModelReader;
import dev.mevsdk.ml.testing.RandomRows;
import dev.mevsdk.ml.testing.TrainedModel;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerUseTest {
    private final RandomRows data = RandomRows.of(31, 500, 5, 2);

    @TempDir
    Path folder;

    @Test
    void scoringNeedsNothingButThisModuleAndCore() throws Exception {
        try (TrainedModel trained = trained()) {
            byte[] tables = EnsembleFile.write(ModelReader.read(trained.bytes("ubj")));
            float margin = trained.margins(data.rows())[0];
            for (Path file : List.of(
                    trained.saveTo(folder, "json"),
                    trained.saveTo(folder, "ubj"),
                    Files.write(folder.resolve("scorer.bin"), tables))) {
                assertThat(scoredAlone(file)).isEqualTo(Integer.toHexString(Float.floatToRawIntBits(margin)));
            }
        }
    }

    private String scoredAlone(Path file) throws Exception {
        String classpath = Stream.of(Scorer.class, MevException.class, ScoreOnly.class)
                .map(one -> Path.of(java.net.URI.create(one.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classpath,
                ScoreOnly.class.getName(),
                file.toString()));
        for (int i = 0; i < 5; i++) {
            command.add(Float.toString(data.rows()[i]));
        }
        Path output = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
    }

    @Test
    void aScoreAllocatesNothing() {
        try (TrainedModel trained = trained()) {
            Scorer scorer = Scorer.of(ModelReader.read(trained.bytes("ubj")));
            float[] row = Arrays.copyOf(data.rows(), 5);
            var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            float sum = scorer.margin(row) + scorer.probability(row);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                sum += scorer.margin(row) + scorer.probability(row);
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(sum).isNotNaN();
            assertThat(allocated).as("bytes for 20,000 scores").isLessThan(2_000);
        }
    }

    @Test
    void manyThreadsScoreAtOnce() throws Exception {
        try (TrainedModel trained = trained()) {
            Scorer scorer = Scorer.of(ModelReader.read(trained.bytes("ubj")));
            float[] expected = trained.margins(data.rows());
            ExecutorService pool = Executors.newFixedThreadPool(4);
            try {
                Callable<float[]> all = () -> {
                    float[] got = new float[expected.length];
                    for (int i = 0; i < 50; i++) {
                        scorer.margins(data.rows(), got.length, got);
                    }
                    return got;
                };
                for (Future<float[]> got : pool.invokeAll(List.of(all, all, all, all))) {
                    assertThat(got.get()).isEqualTo(expected);
                }
            } finally {
                pool.shutdownNow();
            }
        }
    }

    @Test
    void aRowOfAnotherLengthIsRefused_withTheNumbers() {
        try (TrainedModel trained = trained()) {
            Scorer scorer = Scorer.of(ModelReader.read(trained.bytes("ubj")));
            assertThatThrownBy(() -> scorer.margin(new float[4]))
                    .isInstanceOf(MevException.class)
                    .hasMessage("features has 4 values; the model has 5 features");
            assertThatThrownBy(() -> scorer.margins(new float[9], 2, new float[2]))
                    .hasMessageContaining("rows must hold 5 values");
        }
    }

    private TrainedModel trained() {
        return TrainedModel.train(data, 20, Map.of("objective", "binary:logistic", "max_depth", 5));
    }
}
