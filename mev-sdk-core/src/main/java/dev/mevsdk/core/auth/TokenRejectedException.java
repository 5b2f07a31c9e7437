package dev.mevsdk.core.auth;

import dev.mevsdk.core.MevException;

/**
 * A token was refused. The message is fixed text for its reason: nothing of the token is in it. It has no stack trace,
 * since anyone can cause it at any rate.
 */
public final class TokenRejectedException extends MevException {
    private static final long serialVersionUID = 1L;

    public enum Reason {
        TOO_LARGE("the token is too large"),
        MALFORMED("not a JSON Web Token of three base64url parts with strict JSON inside"),
        ALGORITHM(
                "the token's algorithm is not the one configured (allowed: HS256 with a secret, RS256 and ES256 with JWKS)"),
        HEADER("the token's header has a parameter that is not allowed (crit, jwk, jku, x5u, x5c) or a malformed kid"),
        UNKNOWN_KEY("the token's key is not among the issuer's keys"),
        SIGNATURE("the token's signature is wrong"),
        EXPIRED("the token is expired: get a new one"),
        NOT_YET_VALID("the token is not valid yet: check the issuer's clock"),
        ISSUER("the token's issuer (iss) is not the one configured"),
        AUDIENCE("the token's audience (aud) does not include the one configured"),
        CLAIM(
                "a claim is missing or of the wrong type (needed: exp as a number; sub a string, roles an array of strings)"),
        /** Not the caller's fault: the key server is away, and no keys are cached. Category RETRYABLE. */
        KEYS_UNAVAILABLE("the issuer's keys can't be fetched right now: try again");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    public TokenRejectedException(Reason reason) {
        super(reason == Reason.KEYS_UNAVAILABLE ? Category.RETRYABLE : Category.BAD_INPUT, reason.text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
