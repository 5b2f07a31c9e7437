package dev.mevsdk.ml.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of a version.
 *
 * @param sha256 lower-case hex
 */
public record ModelFile(String name, long bytes, String sha256) {
    /** Describes a file of this content. */
    public static ModelFile of(String name, byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new ModelFile(name, content.length, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
