package dev.mevsdk.transport.control;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** A key pair by name. */
record TestKeys(String id, KeyPair pair) {
    static TestKeys of(String id) {
        try {
            return new TestKeys(id, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    ControlSigner signer() {
        return ControlSigner.of(id, pair.getPrivate());
    }

    ControlKeys addTo(ControlKeys keys) {
        return keys.with(id, pair.getPublic());
    }

    ControlTrust trust() {
        return new ControlTrust(signer(), addTo(ControlKeys.NONE));
    }
}
