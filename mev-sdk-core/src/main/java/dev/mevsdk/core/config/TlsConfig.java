package dev.mevsdk.core.config;

import dev.mevsdk.core.MevException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * One side of TLS, from PEM files. Of a client: the authorities it trusts, and the certificate it shows. Of a server: its
 * certificate, and the authorities whose clients it admits. Immutable; the files are read at each use, so that a renewed
 * certificate serves whatever connects with a new context.
 *
 * @param ca certificates of the authorities; empty: a client trusts the JDK's, a server asks for no client certificate
 * @param certificate own certificate first, then its chain; empty for a client that shows none
 * @param key of the certificate: PKCS#8 without a password
 */
public record TlsConfig(Optional<PemFile> ca, Optional<PemFile> certificate, Optional<PemFile> key) {
    /** A client that trusts the JDK's authorities and shows no certificate. */
    public static final TlsConfig DEFAULT = new TlsConfig(Optional.empty(), Optional.empty(), Optional.empty());

    private static final char[] NO_PASSWORD = {};

    public TlsConfig {
        if (certificate.isPresent() != key.isPresent()) {
            PemFile given = certificate.or(() -> key).orElseThrow();
            throw MevException.badInput(given.name() + ": certificate and key must be given together");
        }
    }

    /**
     * The files that the three variables name, read once to see that they fit; empty when none is set.
     *
     * @throws MevException BAD_INPUT that names the variable: a file that is missing, is not PEM, has expired, or a key of
     *     another certificate
     */
    static Optional<TlsConfig> from(Settings settings, String ca, String certificate, String key) {
        TlsConfig config = new TlsConfig(settings.pemFile(ca), settings.pemFile(certificate), settings.pemFile(key));
        if (config.equals(DEFAULT)) {
            return Optional.empty();
        }
        config.context();
        return Optional.of(config);
    }

    /**
     * For sockets of either side. Reads the files: blocks.
     *
     * @throws MevException BAD_INPUT as above
     */
    public SSLContext context() {
        try {
            KeyManager[] keys = certificate.isEmpty() ? null : keyManagers().getKeyManagers();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trustManagers().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw MevException.fatal("this JDK can't do TLS", e);
        }
    }

    /** The authorities' certificates. */
    public TrustManagerFactory trustManagers() {
        try {
            KeyStore trusted = null;
            if (ca.isPresent()) {
                trusted = emptyStore();
                for (X509Certificate authority : ca.get().certificates()) {
                    trusted.setCertificateEntry("ca-" + trusted.size(), authority);
                }
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            return managers;
        } catch (GeneralSecurityException e) {
            throw MevException.fatal("this JDK can't do TLS", e);
        }
    }

    /** The own certificate with its key; none without one. */
    public KeyManagerFactory keyManagers() {
        try {
            KeyStore own = emptyStore();
            if (certificate.isPresent() && key.isPresent()) {
                List<X509Certificate> chain = certificate.get().certificates();
                PrivateKey secret = key.get().privateKey();
                requirePair(chain.get(0), secret);
                own.setKeyEntry("own", secret, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(own, NO_PASSWORD);
            return managers;
        } catch (GeneralSecurityException e) {
            throw MevException.fatal("this JDK can't do TLS", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
        return store;
    }

    /** A key of another certificate would show only as a handshake that fails. */
    private void requirePair(X509Certificate own, PrivateKey secret) throws GeneralSecurityException {
        PemFile file = key.orElseThrow();
        if (!own.getPublicKey().getAlgorithm().equals(secret.getAlgorithm())) {
            throw file.wrong("is not the key of the certificate", null);
        }
        Signature signature =
                Signature.getInstance(secret.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        signature.initSign(secret);
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        signature.initVerify(own.getPublicKey());
        signature.update((byte) 1);
        if (!signature.verify(signed)) {
            throw file.wrong("is not the key of the certificate", null);
        }
    }
}
