package dev.mevsdk.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.ml.testing.RandomRows;
import dev.mevsdk.ml.testing.TrainedModel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseMarginNoteTest {
    private final RandomRows data = RandomRows.of(5, 200, 3, 2);

    /** Scores for which glibc's logf and the correctly rounded logarithm differ. */
    @ParameterizedTest
    @ValueSource(floats = {0.0200048275f, 0.0202013887f, 0.0219703205f, 0.0219795909f, 0.0220251828f})
    void bothFormsGiveXgboostsMargins_whateverTheLogarithm(float baseScore) throws Exception {
        Map<String, Object> params = Map.of("objective", "binary:logistic", "base_score", baseScore);
        try (TrainedModel trained = TrainedModel.train(data, 3, params)) {
            float[] expected = trained.margins(data.rows());
            for (String format : new String[] {"json", "ubj"}) {
                byte[] settled = BaseMarginNote.settled(trained.rawBytes(format), data.rows(), expected);
                float[] got = new float[1];
                for (int row = 0; row < expected.length; row++) {
                    ModelReader.read(settled).referenceMargins(data.rows(), 3 * row, got);
                    assertThat(got[0]).isEqualTo(expected[row]);
                }
                assertThat(BaseMarginNote.settled(settled, data.rows(), expected))
                        .isSameAs(settled);
                XGBoost.loadModel(settled).dispose();
            }
        }
    }

    @Test
    void aNoteFarFromTheBaseScoreIsRefused() {
        try (TrainedModel trained = TrainedModel.train(data, 1, Map.of("objective", "binary:logistic"))) {
            String json = new String(trained.rawBytes("json"), StandardCharsets.UTF_8);
            String far = json.replace("\"attributes\":{", "\"attributes\":{\"mev_base_margin_bits\":\"3f800000\"");
            assertThatThrownBy(() -> ModelReader.read(far.getBytes(StandardCharsets.UTF_8)))
                    .hasMessageContaining("mev_base_margin_bits is not next to");
        }
    }
}
