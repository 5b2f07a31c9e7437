package dev.mevsdk.ml.scorer;

import dev.mevsdk.core.MevException;
import dev.mevsdk.ml.model.FileHashes;
import dev.mevsdk.ml.model.ModelReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads a version of the registry, and checks on the very bytes it loads: nothing can be exchanged between check and use. */
final class VersionFolder {
    private static final String MANIFEST = "manifest.json";
    private static final String MODEL = "scorer.bin";
    private static final int MAX_BYTES = 256 << 20;

    private VersionFolder() {}

    record Loaded(String version, Scorer scorer) {}

    static Loaded load(Path folder) {
        FileHashes hashes = FileHashes.ofManifest(read(folder, MANIFEST));
        byte[] model = read(folder, MODEL);
        hashes.verify(MODEL, model);
        byte[] sample = read(folder, ParitySample.FILE);
        hashes.verify(ParitySample.FILE, sample);
        Scorer scorer = Scorer.of(ModelReader.read(model));
        ParitySample.ofBytes(sample).verify(scorer);
        return new Loaded(hashes.version(), scorer);
    }

    private static byte[] read(Path folder, String name) {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw MevException.fatal(name + " has more than " + MAX_BYTES + " bytes", null);
            }
            return content;
        } catch (IOException unreadable) {
            throw MevException.retryable(name + " can't be read", unreadable);
        }
    }
}
