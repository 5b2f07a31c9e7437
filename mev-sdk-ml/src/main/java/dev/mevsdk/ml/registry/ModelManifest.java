package dev.mevsdk.ml.registry;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a version is and where it came from: `manifest.json` in its folder, keys in snake case.
 *
 * @param createdAt ISO-8601, UTC
 * @param jobId the training job; empty for a model that came another way
 * @param featureSet `{module}/{name}`
 * @param cutoff `pre_trade` or `post_trade`: when the model may be asked
 * @param columns the features in the model's order
 * @param label the label's column
 * @param labelRule what the label means, in the words of whoever asked for the training
 * @param query the SQL that read the rows
 * @param range start (inclusive) and end (exclusive), as asked for
 * @param rows by part: train, validation, test, purged
 * @param params of the training, all of them
 * @param metrics on the test rows
 * @param champion the comparison with the version that was active; null when there was none to compare with
 * @param activation wire name of the {@link ActivationPolicy} asked for
 * @param baseGeneration the activation's generation when the training read it: a later one bars automatic activation
 * @param files all files of the version but the manifest
 * @param tools versions of what made it
 * @param notices what a reader should know before trusting the figures
 */
public record ModelManifest(
        String module,
        String version,
        String createdAt,
        String jobId,
        String featureSet,
        String cutoff,
        List<String> columns,
        String label,
        String labelRule,
        String query,
        Map<String, String> range,
        Map<String, Long> rows,
        String rowsSha256,
        Map<String, Object> params,
        Map<String, Object> metrics,
        @Nullable ChampionTest champion,
        String activation,
        long baseGeneration,
        List<ModelFile> files,
        Map<String, String> tools,
        List<String> notices) {
    public ModelManifest {
        Names.module(module);
        Names.version(version);
        Objects.requireNonNull(createdAt, "created_at");
        Objects.requireNonNull(activation, "activation");
        columns = List.copyOf(columns);
        files = List.copyOf(files);
        notices = List.copyOf(notices);
        files.forEach(f -> Names.file(f.name()));
    }

    /** @throws dev.mevsdk.core.MevException BAD_INPUT if it is not a manifest */
    public static ModelManifest fromJson(String json) {
        return RegistryJson.read(json, ModelManifest.class);
    }

    public String toJson() {
        return RegistryJson.write(this);
    }

    /** @throws dev.mevsdk.core.MevException BAD_INPUT if the version has no such file */
    public ModelFile file(String name) {
        return files.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> dev.mevsdk.core.MevException.badInput("file must be one of "
                        + files.stream().map(ModelFile::name).toList()));
    }

    /**
     * Champion and challenger on the challenger's test rows.
     *
     * @param version the champion's
     * @param passed whether the challenger's loss is lower and its AUC not lower
     */
    public record ChampionTest(
            String version,
            double championLogLoss,
            double challengerLogLoss,
            double championAuc,
            double challengerAuc,
            boolean passed) {}
}
