package dev.mevsdk.core.auth;

/**
 * Checks a JSON Web Token: form, algorithm, signature, `exp` (required), `nbf`, `iat`, `iss`, `aud`. Thread-safe.
 *
 * <p>The algorithm follows from the configuration, never from the token. Keys or addresses inside a token are never
 * used. Rules after RFC 8725.
 */
public interface TokenVerifier {
    /** A token longer than this (in characters) is refused unread. */
    int MAX_TOKEN_LENGTH = 8_192;

    /**
     * Does not block with a secret; with public keys it may, while keys are fetched.
     *
     * @param token in its compact form, without `Bearer`
     * @throws TokenRejectedException with the reason; nothing of the token is in its message
     */
    Principal verify(String token);

    /**
     * As {@link #verify}, but never blocks: with public keys, those at hand alone count, and none are fetched. A token
     * refused here may be good still; only {@link #verify} tells. By default every token is refused so.
     *
     * @throws TokenRejectedException as {@link #verify}; KEYS_UNAVAILABLE when it can't be told without blocking
     */
    default Principal verifyNow(String token) {
        throw new TokenRejectedException(TokenRejectedException.Reason.KEYS_UNAVAILABLE);
    }

    /**
     * HS256 with a shared secret.
     *
     * @throws dev.mevsdk.core.MevException BAD_INPUT when the secret has fewer than 32 bytes of UTF-8
     */
    static TokenVerifier secret(String secret, TokenRules rules) {
        return new SecretTokenVerifier(secret, rules);
    }

    /** RS256 and ES256 with the issuer's public keys, such as {@link dev.mevsdk.core.auth.jwks.JwksKeys}. */
    static TokenVerifier publicKeys(KeySource keys, TokenRules rules) {
        return new PublicKeyTokenVerifier(keys, rules);
    }
}
