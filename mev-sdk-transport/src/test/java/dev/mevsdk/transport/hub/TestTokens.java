package dev.mevsdk.transport.hub;

import dev.mevsdk.core.auth.Principal;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenIssuer;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.core.auth.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Real tokens, and one short-lived kind that a clock with leeway would keep alive too long for a test. */
public final class TestTokens {
    private static final String SECRET = "only for tests, and long enough for HS256";
    public static final TokenVerifier VERIFIER = TokenVerifier.secret(SECRET, TokenRules.defaults());

    /** Takes tokens {@code subject:millis}, which end that long after they are verified. */
    public static final TokenVerifier SHORT_LIVED = token -> {
        String[] parts = token.split(":", 2);
        return new Principal(parts[0], Set.of(Role.VIEWER), Instant.now().plusMillis(Long.parseLong(parts[1])));
    };

    private TestTokens() {}

    public static String viewer() {
        return of(Set.of(Role.VIEWER));
    }

    public static String withoutRole() {
        return of(Set.of());
    }

    private static String of(Set<Role> roles) {
        return TokenIssuer.secret(SECRET, TokenRules.defaults()).issue("tester", roles, Duration.ofMinutes(5));
    }
}
