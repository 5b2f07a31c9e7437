package dev.mevsdk.ml.registry;

import dev.mevsdk.core.MevException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The registry's rules over a store that can hold versions and append to a history. */
abstract class AbstractRegistry implements ModelRegistry {
    private final Clock clock = Clock.systemUTC();

    /** Manifests in any order. */
    abstract List<ModelManifest> manifests(String module);

    /** The file's content; null if there is none. */
    abstract byte @Nullable [] content(String module, String version, String file);

    /** Stores a version if there is none of that name; false otherwise. */
    abstract boolean store(ModelManifest manifest, Map<String, byte[]> files);

    /** Appends if the generation is still the one before; false otherwise. */
    abstract boolean append(String module, Activation next);

    @Override
    public List<ModelManifest> list(String module) {
        Names.module(module);
        return manifests(module).stream()
                .sorted(Comparator.comparing(ModelManifest::createdAt)
                        .thenComparing(ModelManifest::version)
                        .reversed())
                .toList();
    }

    @Override
    public ModelManifest find(String module, String version) {
        Names.version(version);
        return list(module).stream()
                .filter(m -> m.version().equals(version))
                .findFirst()
                .orElseThrow(() -> MevException.badInput(
                        "version must be a published one of module " + module + " (GET /api/models/" + module + ")"));
    }

    @Override
    public void publish(ModelManifest manifest, Map<String, byte[]> files) {
        if (!files.keySet()
                .equals(new TreeSet<>(
                        manifest.files().stream().map(ModelFile::name).toList()))) {
            throw MevException.badInput("files must be exactly those of the manifest");
        }
        for (ModelFile file : manifest.files()) {
            if (!ModelFile.of(file.name(), files.getOrDefault(file.name(), new byte[0]))
                    .equals(file)) {
                throw MevException.badInput("file " + file.name() + " differs from its hash in the manifest");
            }
        }
        if (!store(manifest, files)) {
            throw MevException.badInput("version " + manifest.version() + " of " + manifest.module() + " exists");
        }
    }

    @Override
    public byte[] read(String module, String version, String file) {
        ModelFile expected = find(module, version).file(file);
        byte[] content = content(module, version, file);
        if (content == null || !ModelFile.of(file, content).equals(expected)) {
            throw damaged(module, version, List.of(file));
        }
        return content;
    }

    @Override
    public List<String> verify(String module, String version) {
        List<String> damaged = new ArrayList<>();
        for (ModelFile expected : find(module, version).files()) {
            byte[] content = content(module, version, expected.name());
            if (content == null || !ModelFile.of(expected.name(), content).equals(expected)) {
                damaged.add(expected.name());
            }
        }
        return damaged;
    }

    @Override
    public Activation current(String module) {
        return ActivationRules.current(history(module));
    }

    @Override
    public ActivationResult activate(String module, String version, long expectedGeneration, String issuer) {
        return change(module, version, expectedGeneration, Activation.ACTIVATE, issuer);
    }

    @Override
    public ActivationResult rollback(String module, long expectedGeneration, String issuer) {
        List<Activation> history = history(module);
        Activation current = ActivationRules.current(history);
        if (current.generation() != expectedGeneration) {
            return new ActivationResult.Conflict(current);
        }
        return change(module, ActivationRules.before(history), expectedGeneration, Activation.ROLLBACK, issuer);
    }

    @Override
    public Optional<Activation> activateAutomatically(String module) {
        Activation current = current(module);
        return ActivationRules.automatic(list(module), current)
                .map(m -> change(
                        module, m.version(), current.generation(), Activation.AUTOMATIC, "policy " + m.activation()))
                .filter(ActivationResult.Activated.class::isInstance)
                .map(ActivationResult::current);
    }

    /** Called after the history has changed, and may be called at any time. */
    void follow(String module) {}

    private ActivationResult change(String module, String version, long expected, String act, String issuer) {
        List<String> damaged = verify(module, version);
        if (!damaged.isEmpty()) {
            throw damaged(module, version, damaged);
        }
        Activation next = new Activation(
                expected + 1, version, act, issuer, clock.instant().toString());
        boolean done = current(module).generation() == expected && append(module, next);
        follow(module);
        return done ? new ActivationResult.Activated(next) : new ActivationResult.Conflict(current(module));
    }

    private static MevException damaged(String module, String version, List<String> files) {
        return MevException.fatal(
                "version " + version + " of " + module + " is damaged: " + files
                        + " missing or not as in its manifest; train again or restore it",
                null);
    }
}
