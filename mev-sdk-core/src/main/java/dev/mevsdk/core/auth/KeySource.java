package dev.mevsdk.core.auth;

import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/** Where an issuer's public keys come from. Thread-safe. */
@FunctionalInterface
public interface KeySource {
    /**
     * The key to check a signature with. May block for as long as its fetch may take.
     *
     * @param algorithm RS256 (then an RSA key) or ES256 (then one on P-256)
     * @param keyId of the token's header; null when it names none: then the only key of that algorithm is meant
     * @throws TokenRejectedException UNKNOWN_KEY, KEYS_UNAVAILABLE
     */
    PublicKey find(String algorithm, @Nullable String keyId);

    /**
     * As {@link #find}, of the keys at hand alone: never blocks, and asks nobody. A source that has none at hand, as by
     * default, has the caller ask again by {@link #find}.
     *
     * @throws TokenRejectedException UNKNOWN_KEY, KEYS_UNAVAILABLE
     */
    default PublicKey findNow(String algorithm, @Nullable String keyId) {
        throw new TokenRejectedException(TokenRejectedException.Reason.KEYS_UNAVAILABLE);
    }
}
