package dev.mevsdk.ml.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CurvesTest {
    @Test
    void aucIsTheShareOfPairsInOrderWithTiesAsHalf() {
        Random random = new Random(11);
        float[] scores = new float[300];
        boolean[] labels = new boolean[300];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextInt(20);
            labels[i] = random.nextInt(25) < scores[i];
        }

        double pairs = 0;
        double ordered = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (labels[i] && !labels[j]) {
                    pairs++;
                    ordered += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }

        assertThat(Curves.auc(scores, labels)).isCloseTo(ordered / pairs, within(1e-12));
    }

    @Test
    void averagePrecisionWeighsPrecisionByTheGainInRecall() {
        float[] scores = {4, 3, 2, 1};
        boolean[] labels = {true, false, true, false};

        assertThat(Curves.averagePrecision(scores, labels)).isCloseTo(0.5 * 1 + 0.5 * 2 / 3, within(1e-12));
    }

    @Test
    void missingScoresRankLast() {
        assertThat(Curves.auc(new float[] {1, Float.NaN}, new boolean[] {true, false}))
                .isEqualTo(1);
    }

    @Test
    void rocRunsFromOriginToTheUpperCorner() {
        double[][] roc = Curves.roc(new float[] {3, 2, 1}, new boolean[] {true, false, true}, 2);

        assertThat(roc[0]).containsExactly(0, 0);
        assertThat(roc[roc.length - 1]).containsExactly(1, 1);
    }
}
