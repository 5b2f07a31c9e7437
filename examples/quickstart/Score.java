import dev.mevsdk.ml.scorer.Scorer;
import java.nio.file.Path;

/** mev-sdk-ml: scores a row with a model that XGBoost saved (JSON or UBJ); needs neither XGBoost nor native code. */
class Score {
    public static void main(String[] args) {
        if (args.length < 2) {
            System.err.println("needs a model that XGBoost saved, and a value for each of its features: MODEL VALUE...");
            System.exit(2);
        }
        Scorer model = Scorer.load(Path.of(args[0]));
        float[] row = new float[args.length - 1];
        for (int i = 0; i < row.length; i++) {
            row[i] = Float.parseFloat(args[i + 1]);
        }
        System.out.println("margin " + model.margin(row));
    }
}
