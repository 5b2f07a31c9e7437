package dev.mevsdk.ml.registry;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Versions as folders. The history is one file per generation, `{module}/.activation/{generation}.json`, hard-linked
 * into place: of two writers of the same generation the file system lets one win, across processes too.
 */
final class FolderRegistry extends AbstractRegistry {
    private static final String HISTORY = ".activation";

    private static final System.Logger LOG = System.getLogger(FolderRegistry.class.getName());

    private final Path root;
    /** Said once each. */
    private final Set<Path> damaged = ConcurrentHashMap.newKeySet();

    FolderRegistry(Path root) {
        this.root = root.toAbsolutePath().normalize();
        try {
            Files.createDirectories(this.root);
        } catch (IOException e) {
            throw MevException.fatal("the models folder can't be created: check the configured path and its rights", e);
        }
    }

    @Override
    List<ModelManifest> manifests(String module) {
        List<ModelManifest> found = new ArrayList<>();
        for (Path folder : children(root.resolve(module))) {
            Path manifest = folder.resolve(Names.MANIFEST);
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && Files.isRegularFile(manifest)) {
                readable(manifest, ModelManifest::fromJson)
                        .filter(read -> read.module().equals(module) && folder.endsWith(read.version()))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /** What is damaged must not keep other versions from being activated. */
    private <T> Optional<T> readable(Path file, Function<String, T> form) {
        try {
            return Optional.of(form.apply(text(file)));
        } catch (MevException e) {
            if (e.category() != MevException.Category.BAD_INPUT) {
                throw e;
            }
            if (damaged.add(file)) {
                LOG.log(System.Logger.Level.WARNING, "{0} is damaged, and passed over: {1}", file, e.getMessage());
            }
            return Optional.empty();
        }
    }

    @Override
    byte @Nullable [] content(String module, String version, String file) {
        Path path = root.resolve(module).resolve(version).resolve(Names.file(file));
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return in.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    boolean store(ModelManifest manifest, Map<String, byte[]> files) {
        try {
            Path module = Files.createDirectories(root.resolve(manifest.module()));
            // No temporary file of the JDK: those stay private, and agents that run as other users read this.
            Path staged = Files.createDirectories(root.resolve(".tmp").resolve("publish-" + UUID.randomUUID()));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Disk.write(staged.resolve(file.getKey()), file.getValue());
            }
            Disk.write(staged.resolve(Names.MANIFEST), manifest.toJson().getBytes(StandardCharsets.UTF_8));
            return Disk.moveFolder(staged, module, manifest.version());
        } catch (IOException e) {
            throw MevException.retryable("the models folder can't be written: check space and rights", e);
        }
    }

    @Override
    public List<Activation> history(String module) {
        List<Path> files = children(root.resolve(Names.module(module)).resolve(HISTORY)).stream()
                .filter(file -> file.getFileName().toString().endsWith(".json") && Files.isRegularFile(file))
                .sorted()
                .toList();
        List<Activation> history = new ArrayList<>();
        for (Path file : files) {
            Optional<Activation> read = readable(file, json -> RegistryJson.read(json, Activation.class));
            if (read.isEmpty() && file.equals(files.get(files.size() - 1))) {
                throw MevException.fatal(
                        file + " is damaged, and it says which version of " + module
                                + " is active: restore it, or remove it to go back to the activation before",
                        null);
            }
            read.ifPresent(history::add);
        }
        return history;
    }

    @Override
    boolean append(String module, Activation next) {
        try {
            Path folder = Files.createDirectories(root.resolve(module).resolve(HISTORY));
            Path written = folder.resolve("next-" + UUID.randomUUID() + ".tmp");
            try {
                Disk.write(written, RegistryJson.write(next).getBytes(StandardCharsets.UTF_8));
                Files.createLink(folder.resolve("%019d.json".formatted(next.generation())), written);
                Disk.syncFolder(folder);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw MevException.retryable("the activation can't be written: check space and rights", e);
        }
    }

    /** Links are set after the fact, so each setter looks again: whoever is last leaves them at the newest. */
    @Override
    void follow(String module) {
        String version = current(module).version();
        while (version != null) {
            Path folder = root.resolve(module);
            try {
                Disk.link(folder.resolve(Names.LATEST), Path.of(version));
                String library = "lib" + module + "_" + version + ".so";
                Path latest = folder.resolve("lib" + module + "_" + Names.LATEST + ".so");
                if (Files.exists(folder.resolve(version).resolve(library))) {
                    Disk.link(latest, Path.of(version, library));
                } else {
                    Files.deleteIfExists(latest);
                }
            } catch (IOException e) {
                throw MevException.retryable("the links of module " + module + " can't be set: check rights", e);
            }
            String now = current(module).version();
            if (Objects.equals(now, version)) {
                return;
            }
            version = now;
        }
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw MevException.retryable("the models folder can't be read: check its rights", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw MevException.retryable("a file of the models folder can't be read: check its rights", e);
        }
    }
}
