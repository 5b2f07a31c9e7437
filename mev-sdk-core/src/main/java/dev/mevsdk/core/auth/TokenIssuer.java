package dev.mevsdk.core.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.mevsdk.core.MevException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Makes tokens for development and tests (HS256). In production an identity provider does. Thread-safe. */
public final class TokenIssuer {
    private final Algorithm hs256;
    private final TokenRules rules;

    private TokenIssuer(Algorithm hs256, TokenRules rules) {
        this.hs256 = hs256;
        this.rules = rules;
    }

    /**
     * Tokens that {@link TokenVerifier#secret} with the same arguments takes.
     *
     * @throws MevException BAD_INPUT when the secret has fewer than 32 bytes of UTF-8
     */
    public static TokenIssuer secret(String secret, TokenRules rules) {
        return new TokenIssuer(Secrets.hs256(secret), rules);
    }

    /** A secret of 48 random bytes, for a development server that was given none. */
    public static String generateSecret() {
        byte[] bytes = new byte[48];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public String issue(String subject, Set<Role> roles, Duration validFor) {
        if (validFor.isNegative() || validFor.isZero()) {
            throw MevException.badInput("validFor: must be longer than 0 s");
        }
        Instant now = rules.clock().instant();
        List<String> names = roles.stream().sorted().map(Role::claim).toList();
        return JWT.create()
                .withIssuer(rules.issuer())
                .withAudience(rules.audience())
                .withSubject(subject)
                .withClaim("roles", names)
                .withIssuedAt(now)
                .withExpiresAt(now.plus(validFor))
                .sign(hs256);
    }
}
