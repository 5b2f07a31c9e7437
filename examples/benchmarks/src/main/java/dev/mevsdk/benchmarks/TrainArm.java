package dev.mevsdk.benchmarks;

import dev.mevsdk.ml.training.internal.Booster;
import dev.mevsdk.ml.training.internal.RowMatrix;
import dev.mevsdk.ml.training.internal.RowRange;
import dev.mevsdk.ml.training.internal.RowStore;
import dev.mevsdk.ml.training.internal.XgBoost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.DMatrix;
import org.apache.arrow.vector.Float4Vector;

/** One arm in a process of its own, whose peak memory is its own: {@code baseline|quantile|dense ROWS COLUMNS ROUNDS}. */
final class TrainArm {
    private static final int THREADS = 2;
    private static final int MAX_BIN = 256;
    private static final Map<String, String> PARAMETERS = Map.of(
            "objective", "binary:logistic",
            "tree_method", "hist",
            "max_depth", "8",
            "learning_rate", "0.08",
            "nthread", Integer.toString(THREADS));

    private TrainArm() {}

    public static void main(String[] args) throws Exception {
        TrainData data = TrainData.of(Integer.parseInt(args[2]), Integer.parseInt(args[1]));
        int rounds = Integer.parseInt(args[3]);
        XgBoost.load();
        long start = System.nanoTime();
        switch (args[0]) {
            case "baseline" -> data.read("", Map.of(), batch -> {});
            case "quantile" -> quantile(data, rounds);
            case "dense" -> dense(data, rounds);
            default -> throw new IllegalArgumentException("arm must be baseline, quantile or dense");
        }
        System.out.println(peakRssMb() + " " + (System.nanoTime() - start) / 1e9);
        System.exit(0);
    }

    private static void quantile(TrainData data, int rounds) throws Exception {
        Path folder = Files.createTempDirectory("mev-train");
        try (RowStore rows = RowStore.create(folder.resolve("rows.tmp"), data.columns())) {
            data.read("", Map.of(), rows::append);
            try (RowMatrix matrix = RowMatrix.quantised(rows, new RowRange(0, rows.rows()), null, MAX_BIN, THREADS);
                    Booster booster = Booster.create(List.of(matrix), PARAMETERS)) {
                for (int i = 0; i < rounds; i++) {
                    booster.update(i, matrix);
                }
            }
        } finally {
            Files.delete(folder);
        }
    }

    /** The usual way: all rows in a Java array, which the binding copies into a DMatrix. */
    private static void dense(TrainData data, int rounds) throws Exception {
        int columns = data.columns().size();
        float[] values = new float[data.rows() * columns];
        float[] labels = new float[data.rows()];
        int[] done = {0};
        data.read("", Map.of(), batch -> {
            for (int i = 0; i < batch.getRowCount(); i++, done[0]++) {
                for (int column = 0; column < columns; column++) {
                    values[done[0] * columns + column] = ((Float4Vector) batch.getVector(column)).get(i);
                }
                labels[done[0]] = ((Float4Vector) batch.getVector("label")).get(i);
            }
        });
        DMatrix matrix = new DMatrix(values, data.rows(), columns, Float.NaN);
        matrix.setLabel(labels);
        ml.dmlc.xgboost4j.java.XGBoost.train(matrix, Map.copyOf(PARAMETERS), rounds, Map.of(), null, null);
    }

    /** Linux's own count of the most memory that was resident at once. */
    private static double peakRssMb() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }
}
