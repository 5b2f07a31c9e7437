package dev.mevsdk.core.auth;

import com.auth0.jwt.algorithms.Algorithm;
import dev.mevsdk.core.MevException;
import java.nio.charset.StandardCharsets;

/** The rule for shared secrets, for verifier and issuer alike. */
final class Secrets {
    /** As long as the hash (RFC 7518, 3.2). */
    private static final int MIN_BYTES = 32;

    private Secrets() {}

    static Algorithm hs256(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw MevException.badInput("SECRET: must have at least " + MIN_BYTES + " bytes, has " + bytes.length
                    + "; make one with: openssl rand -base64 48");
        }
        return Algorithm.HMAC256(bytes);
    }
}
