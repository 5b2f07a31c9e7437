package dev.mevsdk.ml.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models by module and version. A version is published whole and never changes; which one is active is a compare-and-set
 * on the module's generation, so that of two who change it at once one is told so, and a late job can't undo a rollback.
 * Thread-safe; calls block on the disk only. Needs Jackson on the classpath.
 */
public interface ModelRegistry {
    /**
     * The registry in a folder, which processes on machines that share it may use at once. A version is the folder
     * `{root}/{module}/{version}/` with `manifest.json`. `{root}/{module}/latest` and
     * `{root}/{module}/lib{module}_latest.so` are links that follow activation.
     *
     * @param root created if absent; its file system must support hard and symbolic links
     */
    static ModelRegistry open(Path root) {
        return new FolderRegistry(root);
    }

    /** The same contract without a disk, for tests. */
    static ModelRegistry inMemory() {
        return new MemoryRegistry();
    }

    /** All published versions, the newest first; empty for an unknown module. */
    List<ModelManifest> list(String module);

    /** @throws dev.mevsdk.core.MevException BAD_INPUT if there is no such version */
    ModelManifest find(String module, String version);

    /**
     * Adds a version, complete before it is visible. Training jobs are published by their worker instead.
     *
     * @param files content by name: exactly the manifest's, with its hashes
     * @throws dev.mevsdk.core.MevException BAD_INPUT if the version exists or a file is missing or differs
     */
    void publish(ModelManifest manifest, Map<String, byte[]> files);

    /**
     * The content of a file of a version, checked against the manifest's hash.
     *
     * @throws dev.mevsdk.core.MevException BAD_INPUT if there is none; FATAL if it is damaged
     */
    byte[] read(String module, String version, String file);

    /** Names of files that are missing or differ from the manifest; empty when the version is sound. */
    List<String> verify(String module, String version);

    /** The active version; generation 0 if there never was one. */
    Activation current(String module);

    /** Every change, the oldest first. */
    List<Activation> history(String module);

    /**
     * Makes a version the active one, after {@link #verify}.
     *
     * @param expectedGeneration of {@link #current} when the caller decided
     * @param issuer who asks, for the history
     * @throws dev.mevsdk.core.MevException BAD_INPUT if there is no such version; FATAL if it is damaged
     */
    ActivationResult activate(String module, String version, long expectedGeneration, String issuer);

    /**
     * Activates the version that was active before the current one; a second rollback goes one further back.
     *
     * @throws dev.mevsdk.core.MevException BAD_INPUT if there is none
     */
    ActivationResult rollback(String module, long expectedGeneration, String issuer);

    /**
     * Activates the newest version if its manifest's policy allows it: {@link ActivationPolicy#WHEN_NONE_ACTIVE} at
     * generation 0; {@link ActivationPolicy#CHAMPION} also when the champion test was passed and nobody has changed the
     * active version since the training read it. Call it when a training is done, and at start; calling it again does
     * nothing.
     *
     * @return what is active now, if this call activated it
     */
    Optional<Activation> activateAutomatically(String module);
}
