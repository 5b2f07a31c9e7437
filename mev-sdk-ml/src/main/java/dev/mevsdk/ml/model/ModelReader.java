package dev.mevsdk.ml.model;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads XGBoost models (JSON or UBJ, 2.x to 3.4, {@code gbtree} and {@code dart}) and the scorer's own {@code scorer.bin}; the kind is
 * recognised by content. A file may come from anywhere: what breaks a rule is refused with the field's name, and memory stays in
 * proportion to the file, of at most 256 MiB. Blocking; any thread.
 */
public final class ModelReader {
    private ModelReader() {}

    /**
     * @throws MevException BAD_INPUT where the content is no model or breaks a limit, RETRYABLE where the file can't be read
     */
    public static TreeEnsemble read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in.readNBytes(ModelFormat.MAX_FILE_BYTES + 1));
        } catch (IOException unreadable) {
            throw MevException.retryable("model file " + file.getFileName() + " can't be read", unreadable);
        }
    }

    /** The same for a file's content. */
    public static TreeEnsemble read(byte[] content) {
        if (content.length > ModelFormat.MAX_FILE_BYTES) {
            throw ModelFormat.error("the file has more than " + ModelFormat.MAX_FILE_BYTES + " bytes");
        }
        if (EnsembleFile.isOne(content)) {
            return EnsembleFile.read(content);
        }
        if (content.length < 2 || content[0] != '{') {
            throw ModelFormat.error("not a model: expected XGBoost's JSON or UBJ, or scorer.bin");
        }
        return EnsembleBuilder.build(looksLikeJson(content) ? JsonDocument.parse(content) : UbjDocument.parse(content));
    }

    /** After the brace JSON has a quote or space; UBJ has the type of a length. */
    static boolean looksLikeJson(byte[] content) {
        return switch (content[1]) {
            case '"', ' ', '\n', '\r', '\t', '}' -> true;
            default -> false;
        };
    }
}
