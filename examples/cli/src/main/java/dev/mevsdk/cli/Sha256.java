package dev.mevsdk.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A running SHA-256. One thread. */
final class Sha256 {
    private final MessageDigest digest;
    private long bytes;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Sha256 of(Path file) throws IOException {
        Sha256 sum = new Sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.add(buffer, read);
            }
        }
        return sum;
    }

    void add(byte[] buffer, int length) {
        digest.update(buffer, 0, length);
        bytes += length;
    }

    /** How many were added. */
    long bytes() {
        return bytes;
    }

    /** Of all that was added so far, lower case; ends the sum. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
