package dev.mevsdk.ml.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What `GET /api/models/{module}` and `POST /api/models/{module}/{version}:activate` do. Thread-safe; blocks on disk. */
public final class ModelService {
    private final ModelRegistry registry;

    public ModelService(ModelRegistry registry) {
        this.registry = registry;
    }

    /** The versions, newest first, and which one is active. Errors: BAD_INPUT for a module's name that is none. */
    public ModelsAnswer models(String module) {
        Activation current = registry.current(module);
        List<VersionSummary> versions =
                registry.list(module).stream().map(m -> summary(m, current)).toList();
        return new ModelsAnswer(module, current.version(), current.generation(), versions, registry.history(module));
    }

    /** The whole manifest as JSON. Errors: BAD_INPUT if there is no such version. */
    public String manifest(String module, String version) {
        return registry.find(module, version).toJson();
    }

    /** A file of a version, checked against its hash. Errors: BAD_INPUT if there is none, FATAL if it is damaged. */
    public byte[] file(String module, String version, String file) {
        return registry.read(module, version, file);
    }

    /**
     * Activates a version, an older one too (which is how one rolls back to a chosen one).
     *
     * @param expectedGeneration null: whatever it is now
     */
    public ActivateAnswer activate(String module, String version, @Nullable Long expectedGeneration, String issuer) {
        long expected = expectedGeneration == null ? registry.current(module).generation() : expectedGeneration;
        return answer(registry.activate(module, version, expected, issuer));
    }

    /** Activates the version before. Parameters and errors as {@link #activate}. */
    public ActivateAnswer rollback(String module, @Nullable Long expectedGeneration, String issuer) {
        long expected = expectedGeneration == null ? registry.current(module).generation() : expectedGeneration;
        return answer(registry.rollback(module, expected, issuer));
    }

    /**
     * @param active the active version; null if there is none
     * @param generation to send as `expected_generation`
     */
    public record ModelsAnswer(
            String module,
            @Nullable String active,
            long generation,
            List<VersionSummary> versions,
            List<Activation> history) {}

    /** A version in a list; the manifest has the rest. */
    public record VersionSummary(
            String version,
            boolean active,
            String createdAt,
            String jobId,
            String featureSet,
            String cutoff,
            String labelRule,
            Map<String, Long> rows,
            Map<String, Object> metrics,
            List<ModelFile> files,
            List<String> notices) {}

    /** @param ok false: somebody else changed it first (409); `generation` and `active` are how it is now */
    public record ActivateAnswer(
            boolean ok, long generation, @Nullable String active) {}

    private static VersionSummary summary(ModelManifest m, Activation current) {
        return new VersionSummary(
                m.version(),
                m.version().equals(current.version()),
                m.createdAt(),
                m.jobId(),
                m.featureSet(),
                m.cutoff(),
                m.labelRule(),
                m.rows(),
                m.metrics(),
                m.files(),
                m.notices());
    }

    private static ActivateAnswer answer(ActivationResult result) {
        Activation current = result.current();
        return new ActivateAnswer(
                result instanceof ActivationResult.Activated, current.generation(), current.version());
    }
}
