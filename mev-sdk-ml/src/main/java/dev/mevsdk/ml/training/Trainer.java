package dev.mevsdk.ml.training;

import dev.mevsdk.jobs.JobContext;
import dev.mevsdk.ml.training.internal.Booster;
import dev.mevsdk.ml.training.internal.LossCurve;
import dev.mevsdk.ml.training.internal.RowMatrix;
import dev.mevsdk.ml.training.internal.RowStore;
import dev.mevsdk.ml.training.internal.TimeSplit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Boosts round by round: progress, cancellation, checkpoints and early stopping in between. */
final class Trainer {
    /** Progress of the original: 0.1 when the rows are there, 0.6 when the model is trained. */
    private static final double LOADED = 0.1;

    private static final double TRAINED = 0.6;
    private static final int CHECKPOINTS = 10;

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
                        RowMatrix.quantised(rows, split.validation().range(), train, params.maxBin(), threads);
                Booster booster = Booster.create(List.of(train, validation), xgboost())) {
            booster.nameFeatures(rows.features());
            String fingerprint = rows.sha256() + split.train().range() + xgboost();
            LossCurve curve = resume(booster, fingerprint);
            boost(booster, List.of(train, validation), curve, fingerprint);
            int best = params.earlyStoppingRounds() > 0 ? curve.best() + 1 : curve.rounds();
            Booster cut = booster.cut(best);
            cut.nameFeatures(rows.features());
            return new Trained(cut, curve);
        }
    }

    private void boost(Booster booster, List<RowMatrix> matrices, LossCurve curve, String fingerprint) {
        int rounds = params.nEstimators();
        int every = Math.max(1, rounds / CHECKPOINTS);
        while (curve.rounds() < rounds && !curve.stopped(params.earlyStoppingRounds())) {
            job.throwIfCancelled();
            int round = curve.rounds();
            booster.update(round, matrices.get(0));
            double[] losses = booster.evaluate(round, matrices);
            curve.add(losses[0], losses[1]);
            job.progress(
                    LOADED + (TRAINED - LOADED) * curve.rounds() / rounds,
                    "round %d/%d, logloss train %.5f validation %.5f"
                            .formatted(curve.rounds(), rounds, losses[0], losses[1]));
            if (curve.rounds() % every == 0 && curve.rounds() < rounds) {
                keep(new Checkpoint(fingerprint, curve, booster.save("ubj")));
            }
        }
        job.log("best round %d of %d, validation logloss %.6f"
                .formatted(curve.best() + 1, curve.rounds(), curve.validation().get(curve.best())));
    }

    /** A model too large to keep leaves the one before in place: a retry repeats the rounds since. */
    private void keep(Checkpoint checkpoint) {
        byte[] bytes = checkpoint.toBytes();
        if (bytes.length <= Checkpoint.MAX_BYTES) {
            job.checkpoint(bytes);
        }
    }

    private LossCurve resume(Booster booster, String fingerprint) {
        Optional<Checkpoint> found = job.lastCheckpoint().flatMap(bytes -> Checkpoint.read(bytes, fingerprint));
        if (found.isEmpty()) {
            return new LossCurve();
        }
        booster.load(found.get().model());
        booster.configure(xgboost());
        job.log("goes on after round " + found.get().curve().rounds() + " of an earlier attempt");
        return found.get().curve();
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
