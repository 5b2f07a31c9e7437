package dev.mevsdk.ml.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.model.EnsembleFile;
import dev.mevsdk.ml.model.ModelReader;
import dev.mevsdk.ml.testing.RandomRows;
import dev.mevsdk.ml.testing.TrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParityGateTest {
    private final RandomRows data = RandomRows.of(11, 400, 5, 2);

    @TempDir
    Path folder;

    @Test
    void everyArtefactPasses_whenItIsOfTheSameModel() {
        try (TrainedModel trained = trained(20)) {
            ExportedModel exported = exported(trained);
            ParityReport report = ParityGate.check(exported, data.rows(), 5, trained.margins(data.rows()));
            assertThat(report.rows()).isEqualTo(400);
            assertThat(report.artefacts()).startsWith("xgb_model.json", "xgb_model.ubj", "scorer.bin");
            if (report.skipped() == null) {
                assertThat(report.artefacts()).endsWith("libmev_1.so");
            }
        }
    }

    @Test
    void anArtefactOfAnotherModelIsNamed_withRowAndBits() throws Exception {
        try (TrainedModel trained = trained(20);
                TrainedModel other = trained(19)) {
            ExportedModel exported = exported(trained);
            Files.write(exported.scorerTables(), EnsembleFile.write(ModelReader.read(other.bytes("ubj"))));
            float[] margins = trained.margins(data.rows());
            ParityException different = catchThrowableOfType(
                    ParityException.class, () -> ParityGate.check(exported, data.rows(), 5, margins));
            assertThat(different.artefact()).isEqualTo("scorer.bin");
            assertThat(different.expectedBits()).isEqualTo(Float.floatToRawIntBits(margins[different.row()]));
            assertThat(different.gotBits()).isNotEqualTo(different.expectedBits());
            assertThat(different).hasMessageContaining("0x%08x".formatted(different.expectedBits()));
        }
    }

    @Test
    void oneUnitInTheLastPlaceIsADifference() {
        try (TrainedModel trained = trained(20)) {
            ExportedModel exported = exported(trained);
            float[] margins = trained.margins(data.rows());
            margins[399] = Math.nextUp(margins[399]);
            assertThatThrownBy(() -> ParityGate.check(exported, data.rows(), 5, margins))
                    .isInstanceOf(ParityException.class)
                    .hasMessageContaining("row 399");
        }
    }

    @Test
    void noRowsIsNoProof() {
        try (TrainedModel trained = trained(2)) {
            ExportedModel exported = exported(trained);
            assertThatThrownBy(() -> ParityGate.check(exported, new float[0], 5, new float[0]))
                    .isInstanceOf(MevException.class)
                    .hasMessageContaining("at least one row");
        }
    }

    private TrainedModel trained(int rounds) {
        return TrainedModel.train(data, rounds, Map.of("objective", "binary:logistic", "max_depth", 4));
    }

    private ExportedModel exported(TrainedModel trained) {
        trained.saveTo(folder, "ubj");
        trained.saveTo(folder, "json");
        return ModelExport.export(folder, ExportOptions.of("mev", "1"));
    }
}
