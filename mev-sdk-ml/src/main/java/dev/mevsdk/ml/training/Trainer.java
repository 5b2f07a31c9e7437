package dev.mevsdk.ml.training;

import dev.mevsdk.jobs.JobContext;
import dev.mevsdk.ml.training.internal.Booster;
import dev.mevsdk.ml.training.internal.LossCurve;
import dev.mevsdk.ml.training.internal.RowMatrix;
import dev.mevsdk.ml.training.internal.RowStore;
import dev.mevsdk.ml.training.internal.TimeSplit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Boosts round by round: progress, cancellation, checkpoints and early stopping in between. */
final class Trainer {
    /** Progress of the original: 0.1 when the rows are there, 0.6 when the model is trained. */
    private static final double LOADED = 0.1;

    private static final double TRAINED = 0.6;
    private static final int CHECKPOINTS = 10;
    /** Lines of the loss curve in the job's log, which keeps the newest thousand lines. */
    private static final int LOGGED_ROUNDS = 500;

    private final JobContext job;
    private final TrainingParams params;
    private final int threads;
    private final boolean gpu;

    Trainer(JobContext job, TrainingParams params, int threads, boolean gpu) {
        this.job = job;
        this.params = params;
        this.threads = threads;
        this.gpu = gpu;
    }

    /** The model cut to its best round; the caller closes it. */
    record Trained(Booster model, LossCurve curve) {}

    Trained train(RowStore rows, TimeSplit split) {
        try (RowMatrix train = RowMatrix.quantised(rows, split.train().range(), null, params.maxBin(), threads);
                RowMatrix validation =
                        RowMatrix.quantised(rows, split.validation().range(), train, params.maxBin(), threads)) {
            List<RowMatrix> matrices = List.of(train, validation);
            Checkpoint state = start(rows.sha256() + split.train().range() + xgboost());
            while (!ended(state.curve())) {
                state = stretch(matrices, state);
                keep(state);
            }
            job.log(summary(state.curve()));
            int best = params.earlyStoppingRounds() > 0
                    ? state.curve().best() + 1
                    : state.curve().rounds();
            try (Booster booster = booster(matrices, state)) {
                Booster cut = booster.cut(best);
                cut.nameFeatures(rows.features());
                return new Trained(cut, state.curve());
            }
        }
    }

    /**
     * The rounds up to the next checkpoint, in a booster made from the one before: XGBoost's column sampler carries hidden
     * state from round to round, and only if every run drops it at the same rounds does a resumed one end in the same model.
     */
    private Checkpoint stretch(List<RowMatrix> matrices, Checkpoint state) {
        LossCurve curve = state.curve();
        int every = Math.max(1, params.nEstimators() / CHECKPOINTS);
        try (Booster booster = booster(matrices, state)) {
            do {
                job.throwIfCancelled();
                round(booster, matrices, curve);
            } while (!ended(curve) && curve.rounds() % every != 0);
            return new Checkpoint(state.fingerprint(), curve, booster.save("ubj"));
        }
    }

    private void round(Booster booster, List<RowMatrix> matrices, LossCurve curve) {
        int round = curve.rounds();
        booster.update(round, matrices.get(0));
        double[] losses = booster.evaluate(round, matrices);
        curve.add(losses[0], losses[1]);
        int rounds = params.nEstimators();
        if (round % (1 + (rounds - 1) / LOGGED_ROUNDS) == 0) {
            job.log(String.format(
                    Locale.ROOT, "round=%d train=%.5f validation=%.5f", curve.rounds(), losses[0], losses[1]));
        }
        job.progress(
                LOADED + (TRAINED - LOADED) * curve.rounds() / rounds,
                "round %d/%d, logloss train %.5f validation %.5f"
                        .formatted(curve.rounds(), rounds, losses[0], losses[1]));
    }

    private boolean ended(LossCurve curve) {
        return curve.rounds() >= params.nEstimators() || curve.stopped(params.earlyStoppingRounds());
    }

    private Booster booster(List<RowMatrix> matrices, Checkpoint state) {
        Booster booster = Booster.create(matrices, xgboost());
        if (state.model().length > 0) {
            booster.load(state.model());
            booster.configure(xgboost());
        }
        return booster;
    }

    /** A model too large to keep leaves the one before in place: a retry repeats the rounds since. */
    private void keep(Checkpoint checkpoint) {
        byte[] bytes = checkpoint.toBytes();
        if (bytes.length <= Checkpoint.MAX_BYTES) {
            job.checkpoint(bytes);
        }
    }

    private Checkpoint start(String fingerprint) {
        Optional<Checkpoint> found = job.lastCheckpoint().flatMap(bytes -> Checkpoint.read(bytes, fingerprint));
        found.ifPresent(c -> job.log("goes on after round " + c.curve().rounds() + " of an earlier attempt"));
        return found.orElseGet(() -> new Checkpoint(fingerprint, new LossCurve(), new byte[0]));
    }

    private static String summary(LossCurve curve) {
        return "best round %d of %d, validation logloss %.6f"
                .formatted(curve.best() + 1, curve.rounds(), curve.validation().get(curve.best()));
    }

    /** The seed is taken anew with each round's number: a resumed training draws the same samples. */
    private Map<String, String> xgboost() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("objective", "binary:logistic");
        values.put("eval_metric", "logloss");
        values.put("tree_method", "hist");
        values.put("device", gpu ? "cuda" : "cpu");
        values.put("max_depth", Integer.toString(params.maxDepth()));
        values.put("learning_rate", Double.toString(params.learningRate()));
        values.put("subsample", Double.toString(params.subsample()));
        values.put("colsample_bytree", Double.toString(params.colsampleBytree()));
        values.put("reg_lambda", Double.toString(params.regLambda()));
        values.put("min_child_weight", Double.toString(params.minChildWeight()));
        values.put("max_bin", Integer.toString(params.maxBin()));
        values.put("seed", Integer.toString(params.seed()));
        values.put("seed_per_iteration", "true");
        values.put("nthread", Integer.toString(threads));
        values.put("verbosity", "1");
        return values;
    }
}
