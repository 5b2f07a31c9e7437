package dev.mevsdk.core.config;

import dev.mevsdk.core.MevException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PEM file and what it is called where it was configured, such as `TLS_KEY`: errors name that, never the content.
 * Every method reads the file: blocks.
 */
public record PemFile(String name, Path path) {
    private static final long MAX_BYTES = 1 << 20;
    private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA");
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    String text() {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw wrong("must be a PEM file of at most 1 MiB", null);
            }
            return Files.readString(path, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            throw wrong("there is no such file", null);
        } catch (IOException e) {
            throw wrong("must be a readable PEM file (" + e.getClass().getSimpleName() + ")", null);
        }
    }

    /** One or more, each valid now. */
    List<X509Certificate> certificates() {
        byte[] pem = text().getBytes(StandardCharsets.US_ASCII);
        try {
            List<X509Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (all.isEmpty()) {
                throw wrong("must hold a PEM certificate", null);
            }
            for (X509Certificate one : all) {
                one.checkValidity();
            }
            return all;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw wrong("the certificate is not valid at this time: " + e.getMessage(), e);
        } catch (CertificateException e) {
            throw wrong("must hold PEM certificates (BEGIN CERTIFICATE)", null);
        }
    }

    PrivateKey privateKey() {
        Matcher key = KEY.matcher(text());
        if (key.find()) {
            PKCS8EncodedKeySpec encoded =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
            for (String algorithm : KEY_ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
                } catch (GeneralSecurityException e) {
                    // The next algorithm, or refused below: the exception may quote the key.
                }
            }
        }
        throw wrong(
                "must hold an EC or RSA key as PKCS#8 without a password (BEGIN PRIVATE KEY;"
                        + " convert it with openssl pkcs8 -topk8 -nodes)",
                null);
    }

    MevException wrong(String what, @org.jspecify.annotations.Nullable Exception cause) {
        return new MevException(MevException.Category.BAD_INPUT, name + ": " + path + ": " + what, cause);
    }
}
