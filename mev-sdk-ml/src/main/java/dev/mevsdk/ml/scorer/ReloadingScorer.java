package dev.mevsdk.ml.scorer;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.model.Objective;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A scorer whose model is exchanged while scoring goes on. A version's folder holds {@code manifest.json}, {@code scorer.bin} and
 * {@code parity.bin}; before it is served the hashes of the manifest are verified on the very bytes that are loaded, and the sample is
 * scored bit by bit. What fails is refused with a reason, and the version before goes on being served.
 *
 * <p>Scoring never blocks and sees one version or the other, never a mix. {@link #reload} blocks on the disk; call it from a thread of
 * your own, one at a time or several: they queue.
 */
public final class ReloadingScorer implements Scorer {
    private static final System.Logger LOG = System.getLogger(ReloadingScorer.class.getName());

    private volatile VersionFolder.Loaded serving;
    private volatile Optional<String> lastRefusal = Optional.empty();

    private ReloadingScorer(VersionFolder.Loaded first) {
        serving = first;
    }

    /**
     * Serves the version in a folder; a link such as {@code latest} is resolved first. Blocking.
     *
     * @throws MevException where this first version can't be served: BAD_INPUT, RETRYABLE or FATAL, as the message says
     */
    public static ReloadingScorer open(Path folder) {
        return new ReloadingScorer(VersionFolder.load(resolved(folder)));
    }

    /** Serves the version in a folder from now on, if it is sound and takes the same features. Blocking. */
    public synchronized Reload reload(Path folder) {
        try {
            VersionFolder.Loaded next = VersionFolder.load(resolved(folder));
            if (next.version().equals(serving.version())) {
                lastRefusal = Optional.empty();
                return new Reload.Unchanged(next.version());
            }
            requireSameFeatures(next.scorer());
            serving = next;
            lastRefusal = Optional.empty();
            LOG.log(System.Logger.Level.INFO, "model version={0} is served", next.version());
            return new Reload.Swapped(next.version());
        } catch (MevException unsound) {
            String reason = String.valueOf(unsound.getMessage());
            lastRefusal = Optional.of(reason);
            LOG.log(System.Logger.Level.WARNING, "model refused, version={0} goes on: {1}", serving.version(), reason);
            return new Reload.Refused(reason);
        }
    }

    /** The caller computes one row of features; a model that wants another is no replacement. */
    private void requireSameFeatures(Scorer next) {
        if (next.featureCount() != featureCount()
                || next.outputCount() != outputCount()
                || next.objective() != objective()
                || !next.featureNames().equals(featureNames())) {
            throw MevException.badInput("the version takes other features or gives another kind of output");
        }
    }

    private static Path resolved(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException absent) {
            throw MevException.retryable("the version's folder is not there", absent);
        }
    }

    /** The version that is served. */
    public String version() {
        return serving.version();
    }

    /** Why the last {@link #reload} was refused; empty once one succeeds. */
    public Optional<String> lastRefusal() {
        return lastRefusal;
    }

    /** The scorer of one version, for a caller that wants several calls to see the same. */
    public Scorer current() {
        return serving.scorer();
    }

    @Override
    public int featureCount() {
        return current().featureCount();
    }

    @Override
    public int outputCount() {
        return current().outputCount();
    }

    @Override
    public Objective objective() {
        return current().objective();
    }

    @Override
    public List<String> featureNames() {
        return current().featureNames();
    }

    @Override
    public float margin(float[] features) {
        return current().margin(features);
    }

    @Override
    public float probability(float[] features) {
        return current().probability(features);
    }

    @Override
    public void margins(float[] rows, int rowCount, float[] out) {
        current().margins(rows, rowCount, out);
    }
}
