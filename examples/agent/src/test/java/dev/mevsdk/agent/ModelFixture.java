package dev.mevsdk.agent;

import dev.mevsdk.ml.export.ExportOptions;
import dev.mevsdk.ml.export.ModelExport;
import dev.mevsdk.ml.export.ParityReport;
import dev.mevsdk.ml.features.FeatureSet;
import dev.mevsdk.ml.features.FeatureSets;
import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.transport.control.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;

/** A small model that XGBoost trained on what a market shows, exported, proven and active in a registry's folder. */
final class ModelFixture {
    private static final int ROUNDS = 20;
    private static final Map<String, Object> PARAMETERS =
            Map.of("objective", "binary:logistic", "max_depth", 4, "nthread", 1, "seed", 7, "verbosity", 0);

    private ModelFixture() {}

    static void activate(Path registry, String module, List<MarketEvent> events) throws Exception {
        FeatureSet features = FeatureSets.standard().find(module, module.equals("mev") ? "pretrade" : "default");
        List<Opportunity> seen = opportunities(module, events);
        int columns = features.columns().size();
        float[] rows = new float[seen.size() * columns];
        for (int i = 0; i < seen.size(); i++) {
            System.arraycopy(features.vector(seen.get(i)), 0, rows, i * columns, columns);
        }
        Path version = Files.createDirectories(registry.resolve(module).resolve("v1"));
        ParityReport parity = train(version, module, rows, columns, labels(seen));
        if (parity.skipped() != null) {
            throw new AssertionError("no shared library: " + parity.skipped());
        }
        writeManifest(version, module, features.columns());
        Files.createSymbolicLink(registry.resolve(module).resolve("latest"), Path.of("v1"));
    }

    private static List<Opportunity> opportunities(String module, List<MarketEvent> events) {
        DecisionCore core = new DecisionCore("train", new HeuristicScoring(), new AgentFigures());
        Policy policy = Policy.initial(module);
        List<Opportunity> seen = new ArrayList<>();
        for (MarketEvent event : events) {
            Opportunity opportunity = core.opportunity(event, policy);
            if (opportunity != null) {
                seen.add(opportunity);
            }
        }
        return seen;
    }

    /** The heuristic's opinion with noise: something to learn that no single column tells. */
    private static float[] labels(List<Opportunity> seen) {
        Random random = new Random(7);
        HeuristicScoring heuristic = new HeuristicScoring();
        float[] labels = new float[seen.size()];
        for (int i = 0; i < labels.length; i++) {
            double quality = heuristic.score(seen.get(i)).quality();
            labels[i] = quality + 0.2 * random.nextGaussian() > 0.5 ? 1 : 0;
        }
        return labels;
    }

    private static ParityReport train(Path version, String module, float[] rows, int columns, float[] labels)
            throws Exception {
        DMatrix matrix = new DMatrix(rows, labels.length, columns, Float.NaN);
        try {
            matrix.setLabel(labels);
            Booster booster = XGBoost.train(matrix, PARAMETERS, ROUNDS, new HashMap<>(), null, null);
            Files.write(version.resolve(ModelExport.UBJ), booster.toByteArray("ubj"));
            float[][] margins = booster.predict(matrix, true);
            float[] flat = new float[margins.length];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = margins[i][0];
            }
            return ModelExport.exportProven(
                    version, ExportOptions.of(module, "v1"), new ModelExport.TestMargins(rows, columns, flat));
        } finally {
            matrix.dispose();
        }
    }

    private static void writeManifest(Path version, String module, List<String> columns) throws Exception {
        String files;
        try (Stream<Path> all = Files.list(version)) {
            List<String> entries = new ArrayList<>();
            for (Path file : all.sorted().toList()) {
                byte[] content = Files.readAllBytes(file);
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
                entries.add("{\"name\":\"%s\",\"bytes\":%d,\"sha256\":\"%s\"}"
                        .formatted(
                                file.getFileName(),
                                content.length,
                                HexFormat.of().formatHex(hash)));
            }
            files = String.join(",", entries);
        }
        String names = columns.stream().collect(Collectors.joining("\",\"", "\"", "\""));
        Files.writeString(
                version.resolve("manifest.json"),
                "{\"module\":\"%s\",\"version\":\"v1\",\"columns\":[%s],\"files\":[%s]}"
                        .formatted(module, names, files));
    }
}
