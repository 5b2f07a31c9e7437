package dev.mevsdk.ml.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.model.ModelReader;
import dev.mevsdk.ml.model.TreeEnsemble;
import dev.mevsdk.ml.testing.EdgeRows;
import dev.mevsdk.ml.testing.RandomRows;
import dev.mevsdk.ml.testing.TrainedModel;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The library is called through its C interface by a C program, and compared with XGBoost bit by bit. */
class SharedLibraryExportTest {
    private final long seed = Long.getLong("mev.seed", System.nanoTime());

    @TempDir
    Path folder;

    @BeforeAll
    static void needsCompiler() {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "gcc")));
        assumeTrue(there, "gcc is not installed (Debian: apt-get install gcc libc6-dev)");
    }

    @ParameterizedTest
    @EnumSource(TreeliteAbi.class)
    void marginsAndProbabilitiesAreXgboosts(TreeliteAbi abi) {
        RandomRows data = RandomRows.of(seed, 1_500, 5, 2);
        try (TrainedModel trained = TrainedModel.train(data, 45, params(7))) {
            TreeEnsemble model = ModelReader.read(trained.bytes("ubj"));
            LibraryProbe library = library(model, abi);
            float[] edges = EdgeRows.of(model, seed, 600, false);
            assertBits(library.scores(data.rows(), 5, "margin"), trained.margins(data.rows()));
            assertBits(library.scores(edges, 5, "margin"), trained.margins(edges));
            assertBits(library.scores(data.rows(), 5, "probability"), trained.probabilities(data.rows()));
        }
    }

    @Test
    void categoriesAreXgboosts() {
        RandomRows data = RandomRows.of(seed, 1_500, 4, 2).withCategories(seed, 11);
        Map<String, Object> params = params(5);
        params.put("max_cat_to_onehot", 3);
        try (TrainedModel trained = TrainedModel.train(data, 20, params)) {
            LibraryProbe library = library(ModelReader.read(trained.bytes("ubj")), TreeliteAbi.TREELITE_3);
            assertBits(library.scores(data.rows(), 4, "margin"), trained.margins(data.rows()));
        }
    }

    @Test
    void aModelTooDeepForTablesIsWalkedNodeByNode() {
        RandomRows data = RandomRows.of(seed, 4_000, 4, 1).withCategories(seed, 11);
        Map<String, Object> params = params(24);
        params.putAll(Map.of("min_child_weight", 0, "lambda", 0, "max_cat_to_onehot", 3));
        try (TrainedModel trained = TrainedModel.train(data, 5, params)) {
            TreeEnsemble model = ModelReader.read(trained.bytes("ubj"));
            assertThat(CSource.of(model, TreeliteAbi.TREELITE_3)).contains("#define TREES 5");
            LibraryProbe library = library(model, TreeliteAbi.TREELITE_3);
            assertBits(library.scores(data.rows(), 4, "margin"), trained.margins(data.rows()));
        }
    }

    @Test
    void theLibraryDescribesItself() {
        RandomRows data = RandomRows.of(7, 300, 5, 2);
        try (TrainedModel trained = TrainedModel.train(data, 3, params(3))) {
            TreeEnsemble model = ModelReader.read(trained.bytes("ubj"));
            assertThat(library(model, TreeliteAbi.TREELITE_3).description())
                    .contains(
                            "num_class 1",
                            "num_feature 5",
                            "pred_transform sigmoid",
                            "sigmoid_alpha 1",
                            "ratio_c 1",
                            "threshold_type float32",
                            "leaf_output_type float32");
            assertThat(library(model, TreeliteAbi.TL2CGEN_1).description())
                    .contains("num_target 1", "num_class 1", "num_feature 5", "threshold_type float32");
        }
    }

    @Test
    void twoBuildsGiveTheSameBytes() throws Exception {
        RandomRows data = RandomRows.of(8, 300, 5, 2);
        try (TrainedModel trained = TrainedModel.train(data, 5, params(3))) {
            TreeEnsemble model = ModelReader.read(trained.bytes("ubj"));
            Path first = SharedLibraryExport.write(model, folder, ExportOptions.of("mev", "1"));
            Path second = SharedLibraryExport.write(model, folder, ExportOptions.of("mev", "2"));
            assertThat(first).hasFileName("libmev_1.so");
            assertThat(second).hasSameBinaryContentAs(first);
        }
    }

    @Test
    void aMissingCompilerNamesItsFix_andTheRestIsExported() {
        RandomRows data = RandomRows.of(9, 300, 5, 2);
        ExportOptions options = ExportOptions.of("mev", "1").withCompiler("no-such-compiler");
        try (TrainedModel trained = TrainedModel.train(data, 3, params(3))) {
            TreeEnsemble model = ModelReader.read(trained.saveTo(folder, "ubj"));
            assertThatThrownBy(() -> SharedLibraryExport.write(model, folder, options))
                    .isInstanceOf(CompilerAbsentException.class)
                    .hasMessageContaining("no-such-compiler")
                    .hasMessageContaining("apt-get install gcc");
            ExportedModel exported = ModelExport.export(folder, options);
            assertThat(exported.sharedLibrary()).isNull();
            assertThat(exported.sharedLibraryAbsence()).contains("apt-get install gcc");
            ParityReport report = ParityGate.check(exported, data.rows(), 5, trained.margins(data.rows()));
            assertThat(report.artefacts()).containsExactly("xgb_model.ubj", "scorer.bin");
            assertThat(report.skipped()).contains("apt-get install gcc");
        }
    }

    @Test
    void aFailingCompilerIsAClearError() {
        RandomRows data = RandomRows.of(9, 300, 5, 2);
        ExportOptions options = ExportOptions.of("mev", "1").withCompiler("false");
        try (TrainedModel trained = TrainedModel.train(data, 3, params(3))) {
            TreeEnsemble model = ModelReader.read(trained.bytes("ubj"));
            assertThatThrownBy(() -> SharedLibraryExport.write(model, folder, options))
                    .isInstanceOf(MevException.class)
                    .hasMessageContaining("compiler failed with 1");
        }
    }

    private LibraryProbe library(TreeEnsemble model, TreeliteAbi abi) {
        ExportOptions options = ExportOptions.of("mev", "v" + abi.ordinal()).withAbi(abi);
        return new LibraryProbe(SharedLibraryExport.write(model, folder, options), abi);
    }

    private static Map<String, Object> params(int depth) {
        Map<String, Object> params = new HashMap<>();
        params.putAll(Map.of("objective", "binary:logistic", "max_depth", depth, "eta", 0.4));
        return params;
    }

    private void assertBits(float[] got, float[] expected) {
        assertThat(got.length).isEqualTo(expected.length);
        for (int i = 0; i < got.length; i++) {
            assertThat(Float.floatToRawIntBits(got[i]))
                    .as("seed %d, row %d: %s, XGBoost %s", seed, i, got[i], expected[i])
                    .isEqualTo(Float.floatToRawIntBits(expected[i]));
        }
    }
}
