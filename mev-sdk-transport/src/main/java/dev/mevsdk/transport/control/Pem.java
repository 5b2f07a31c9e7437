package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One Ed25519 key in a PEM file, as openssl writes it. Its errors never quote the file. */
record Pem(Path file, String text) {
    private static final String ED25519 = "Ed25519";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    static Pem read(Path file) {
        try {
            return new Pem(file, Files.readString(file));
        } catch (IOException e) {
            throw MevException.badInput(
                    file + ": can't be read as a text file (" + e.getClass().getSimpleName() + ")");
        }
    }

    PrivateKey privateKey() {
        byte[] der = block("PRIVATE KEY", "openssl genpkey -algorithm ed25519 -out " + file.getFileName());
        try {
            return KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw MevException.badInput(file + ": must hold an Ed25519 private key (PKCS#8)");
        }
    }

    PublicKey publicKey() {
        byte[] der = block("PUBLIC KEY", "openssl pkey -in PRIVATE.pem -pubout -out " + file.getFileName());
        try {
            return KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw MevException.badInput(file + ": must hold an Ed25519 public key (X.509)");
        }
    }

    /** What people wrote before the key. */
    String preface() {
        int begin = text.indexOf("-----BEGIN");
        return begin < 0 ? "" : text.substring(0, begin);
    }

    /** All that people wrote around the key. */
    String notes() {
        return BLOCK.matcher(text).replaceAll("");
    }

    private byte[] block(String type, String command) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find() || !block.group(1).equals(type)) {
            throw MevException.badInput(file + ": must be a PEM file with one " + type + " (" + command + ")");
        }
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw MevException.badInput(file + ": its base64 is damaged");
        }
    }
}
