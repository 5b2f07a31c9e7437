package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/** Signs what the control plane appends, with its one active Ed25519 key. Thread-safe; blocks for some 100 us. */
public final class ControlSigner {
    private final String keyId;
    private final PrivateKey key;

    private ControlSigner(String keyId, PrivateKey key) {
        this.keyId = ControlKeys.requireId(keyId);
        this.key = key;
    }

    /** @throws MevException BAD_INPUT when the key is not of Ed25519 */
    public static ControlSigner of(String keyId, PrivateKey key) {
        ControlSigner signer = new ControlSigner(keyId, key);
        signer.sign(new byte[0]);
        return signer;
    }

    /**
     * Reads the key from a PKCS#8 PEM file ({@code openssl genpkey -algorithm ed25519}). Blocks.
     *
     * @throws MevException BAD_INPUT that names the file, never what is in it
     */
    public static ControlSigner read(String keyId, Path pem) {
        return of(keyId, Pem.read(pem).privateKey());
    }

    public String keyId() {
        return keyId;
    }

    RecordSignature sign(byte[] record) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(record);
            return new RecordSignature(keyId, Base64.getEncoder().encodeToString(ed25519.sign()));
        } catch (GeneralSecurityException e) {
            throw MevException.badInput("signing key " + keyId + ": must be an Ed25519 private key");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ControlSigner[" + keyId + "]";
    }
}
