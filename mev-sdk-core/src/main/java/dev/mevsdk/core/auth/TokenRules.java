package dev.mevsdk.core.auth;

import dev.mevsdk.core.MevException;
import java.time.Clock;
import java.time.Duration;

/**
 * What a token must say.
 *
 * @param issuer the claim `iss`, compared exactly
 * @param audience the claim `aud`, or one of it when it is an array
 * @param leeway how far the issuer's clock may be off, at `exp`, `nbf` and `iat`; at most {@link #MAX_LEEWAY}
 */
public record TokenRules(String issuer, String audience, Duration leeway, Clock clock) {
    public static final String DEFAULT_ISSUER = "defi-dashboard";
    public static final String DEFAULT_AUDIENCE = "defi-users";
    /** 10 s. */
    public static final Duration DEFAULT_LEEWAY = Duration.ofSeconds(10);
    /** 2 min: more would keep revoked tokens alive. */
    public static final Duration MAX_LEEWAY = Duration.ofMinutes(2);

    public TokenRules {
        if (issuer.isBlank()) {
            throw MevException.badInput("issuer: must not be empty");
        }
        if (audience.isBlank()) {
            throw MevException.badInput("audience: must not be empty");
        }
        if (leeway.isNegative() || leeway.compareTo(MAX_LEEWAY) > 0) {
            throw MevException.badInput("leeway: must be 0 s.." + MAX_LEEWAY.toSeconds() + " s");
        }
    }

    /** The default leeway and the system's clock. */
    public static TokenRules of(String issuer, String audience) {
        return new TokenRules(issuer, audience, DEFAULT_LEEWAY, Clock.systemUTC());
    }

    /** The original's issuer and audience. */
    public static TokenRules defaults() {
        return of(DEFAULT_ISSUER, DEFAULT_AUDIENCE);
    }
}
