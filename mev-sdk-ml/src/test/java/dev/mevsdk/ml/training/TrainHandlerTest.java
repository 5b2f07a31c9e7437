package dev.mevsdk.ml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.JobCancelledException;
import dev.mevsdk.jobs.JobOutcome;
import dev.mevsdk.ml.export.ParityException;
import dev.mevsdk.ml.features.FeatureSet;
import dev.mevsdk.ml.features.FeatureSets;
import dev.mevsdk.ml.registry.ModelFile;
import dev.mevsdk.ml.registry.ModelManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainHandlerTest {
    private static final FeatureSet MEV = FeatureSets.standard().find("mev", "default");

    @TempDir
    Path models;

    @Test
    void handsOverACompleteFolderThatItsManifestDescribes() throws Exception {
        FakeJob job = job("train-mev-0001", 40, "");
        SyntheticRows rows = new SyntheticRows(MEV, 6_000, 0);

        JobOutcome.Publish outcome = train(job, rows);

        ModelManifest manifest = ModelManifest.fromJson(outcome.manifest());
        assertThat(names(outcome.staged()))
                .containsExactlyElementsOf(
                        manifest.files().stream().map(ModelFile::name).toList())
                .contains("xgb_model.json", "xgb_model.ubj", "scorer.bin", "report.json", "report.html")
                .contains("libmev_" + manifest.version() + ".so");
        assertThat(outcome.target()).isEqualTo(models.resolve("mev").resolve(manifest.version()));
        for (ModelFile file : manifest.files()) {
            assertThat(ModelFile.of(
                            file.name(), Files.readAllBytes(outcome.staged().resolve(file.name()))))
                    .isEqualTo(file);
        }
        assertThat((double) manifest.metrics().get("auc")).isBetween(0.85, 0.99);
        assertThat(manifest.rows()).containsEntry("train", 4_200L).hasEntrySatisfying("purged", p -> assertThat(p)
                .isLessThan(5));
        assertThat(rows.lastSql()).isEqualTo(MEV.sql());
        assertThat(rows.lastParameters())
                .containsEntry("start", "2026-01-01 00:00:00.000")
                .containsEntry("end", "2026-02-01 00:00:00.000");
    }

    @Test
    void progressRisesRoundByRound() throws Exception {
        FakeJob job = job("train-mev-0002", 20, ",\"early_stopping_rounds\":0");

        train(job, new SyntheticRows(MEV, 3_000, 0));

        assertThat(job.fractions).isSorted().startsWith(0.1).contains(0.6, 0.7, 0.9);
        assertThat(job.messages).anyMatch(m -> m.startsWith("round 20/20, logloss train 0."));
        assertThat(job.lines).anyMatch(l -> l.startsWith("gpu asked for"));
        assertThat(job.lines)
                .filteredOn(l -> l.startsWith("round="))
                .hasSize(20)
                .allMatch(l -> l.matches("round=\\d+ train=0\\.\\d{5} validation=0\\.\\d{5}"));
    }

    @Test
    void sameRowsAndSeedGiveTheSameBytes() throws Exception {
        SyntheticRows rows = new SyntheticRows(MEV, 3_000, 0);

        JobOutcome.Publish one = train(job("train-mev-0003", 30, ""), rows);
        JobOutcome.Publish two = train(job("train-mev-0004", 30, ""), rows);

        assertThat(two.staged().resolve("xgb_model.ubj"))
                .hasSameBinaryContentAs(one.staged().resolve("xgb_model.ubj"));
    }

    @Test
    void cancelledTrainingStopsBetweenRoundsAndGoesOnFromItsCheckpointToTheSameModel() throws Exception {
        SyntheticRows rows = new SyntheticRows(MEV, 3_000, 0);
        FakeJob whole = job("train-mev-0005", 30, "");
        FakeJob broken = job("train-mev-0006", 30, "").cancelledAfter(20);

        JobOutcome.Publish expected = train(whole, rows);
        assertThatThrownBy(() -> train(broken, rows)).isInstanceOf(JobCancelledException.class);
        FakeJob resumed =
                job("train-mev-0006", 30, "").resuming(broken.lastCheckpoint().orElseThrow());
        JobOutcome.Publish outcome = train(resumed, rows);

        assertThat(broken.fractions).hasSize(20);
        assertThat(resumed.lines).anyMatch(l -> l.startsWith("goes on after round 18"));
        assertThat(outcome.staged().resolve("xgb_model.ubj"))
                .hasSameBinaryContentAs(expected.staged().resolve("xgb_model.ubj"));
    }

    @Test
    void earlyStoppingCutsTheModelToItsBestRound() throws Exception {
        FakeJob job = job("train-mev-0007", 500, ",\"learning_rate\":0.5,\"early_stopping_rounds\":5");

        JobOutcome.Publish outcome = train(job, new SyntheticRows(MEV, 3_000, 0));

        int rounds = (int) ModelManifest.fromJson(outcome.manifest()).metrics().get("rounds");
        assertThat(rounds).isLessThan(100);
        assertThat(Files.readString(outcome.staged().resolve("xgb_model.json")))
                .contains("\"num_trees\":\"" + rounds + "\"");
    }

    @Test
    void modelThatScoresDifferentlyInOneBitIsNotHandedOver() {
        Exporter altered = (folder, options, rows, margins) -> {
            margins[5] = Math.nextUp(margins[5]);
            return Exporter.proven().export(folder, options, rows, margins);
        };
        TrainHandler handler = new TrainHandler(config(), new SyntheticRows(MEV, 3_000, 0), altered);

        assertThatThrownBy(() -> handler.run(job("train-mev-0010", 10, "")))
                .isInstanceOf(ParityException.class)
                .hasMessageContaining("row 5");
    }

    @Test
    void labelWithOneClassIsRefused() {
        SyntheticRows rows = new SyntheticRows(MEV, 3_000, Double.POSITIVE_INFINITY);

        assertThatThrownBy(() -> train(job("train-mev-0008", 10, ""), rows))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.BAD_INPUT))
                .hasMessageContaining("the label is 0 in all 2100 rows of the train part");
    }

    @Test
    void emptyRangeIsRefused() {
        assertThatThrownBy(() -> train(job("train-mev-0009", 10, ""), new SyntheticRows(MEV, 0, 0)))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("range holds no labelled row of mev_sandwich");
    }

    private JobOutcome.Publish train(FakeJob job, SyntheticRows rows) throws Exception {
        return (JobOutcome.Publish) new TrainHandler(config(), rows).run(job);
    }

    private TrainingConfig config() {
        return TrainingConfig.of(models).withNthread(2);
    }

    private static FakeJob job(String id, int rounds, String more) {
        return new FakeJob(id, """
                {"module":"mev","range":{"start":"2026-01-01","end":"2026-02-01"},
                 "params":{"n_estimators":%d,"max_depth":4%s}}""".formatted(rounds, more));
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
