package dev.mevsdk.ml.model;

import dev.mevsdk.core.MevException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The SHA-256 of the files of a version, as its {@code manifest.json} has them: {@code files: [{name, bytes, sha256}]}. */
public final class FileHashes {
    /** Far more than any manifest. */
    static final int MAX_MANIFEST_BYTES = 4 << 20;

    private final String version;
    private final Map<String, String> sha256ByName;

    private FileHashes(String version, Map<String, String> sha256ByName) {
        this.version = version;
        this.sha256ByName = sha256ByName;
    }

    /** @throws MevException BAD_INPUT where it is no manifest; the message names the field */
    public static FileHashes ofManifest(byte[] manifest) {
        if (manifest.length > MAX_MANIFEST_BYTES) {
            throw ModelFormat.error("manifest.json has more than " + MAX_MANIFEST_BYTES + " bytes");
        }
        Fields root = new Fields("manifest", JsonDocument.parse(manifest));
        Map<String, String> hashes = new LinkedHashMap<>();
        for (int i = 0; i < root.list("files").size(); i++) {
            Fields file = root.element("files", i);
            hashes.put(file.text("name"), file.text("sha256"));
        }
        return new FileHashes(root.text("version"), hashes);
    }

    /** The version's name. */
    public String version() {
        return version;
    }

    public boolean has(String name) {
        return sha256ByName.containsKey(name);
    }

    /** @throws MevException FATAL where the content differs from the manifest, or the manifest has no such file */
    public void verify(String name, byte[] content) {
        String expected = sha256ByName.get(name);
        if (expected == null) {
            throw MevException.fatal(name + " is not in the manifest", null);
        }
        if (!expected.equals(sha256(content))) {
            throw MevException.fatal(name + " differs from its SHA-256 in the manifest", null);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
