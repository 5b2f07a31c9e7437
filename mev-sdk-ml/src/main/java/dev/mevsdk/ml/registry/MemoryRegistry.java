package dev.mevsdk.ml.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class MemoryRegistry extends AbstractRegistry {
    private record Version(ModelManifest manifest, Map<String, byte[]> files) {}

    private final Map<String, Map<String, Version>> versions = new HashMap<>();
    private final Map<String, List<Activation>> histories = new HashMap<>();

    @Override
    synchronized List<ModelManifest> manifests(String module) {
        return versions.getOrDefault(module, Map.of()).values().stream()
                .map(Version::manifest)
                .toList();
    }

    @Override
    synchronized byte @Nullable [] content(String module, String version, String file) {
        Version found = versions.getOrDefault(module, Map.of()).get(version);
        byte[] content = found == null ? null : found.files.get(file);
        return content == null ? null : content.clone();
    }

    @Override
    synchronized boolean store(ModelManifest manifest, Map<String, byte[]> files) {
        Map<String, byte[]> copies = new HashMap<>();
        files.forEach((name, content) -> copies.put(name, content.clone()));
        return versions.computeIfAbsent(manifest.module(), m -> new HashMap<>())
                        .putIfAbsent(manifest.version(), new Version(manifest, copies))
                == null;
    }

    @Override
    public synchronized List<Activation> history(String module) {
        return List.copyOf(histories.getOrDefault(Names.module(module), List.of()));
    }

    @Override
    synchronized boolean append(String module, Activation next) {
        List<Activation> history = histories.computeIfAbsent(module, m -> new ArrayList<>());
        return history.size() == next.generation() - 1 && history.add(next);
    }
}
