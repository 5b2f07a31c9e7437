package dev.mevsdk.architecture;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenIssuer;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.core.auth.TokenVerifier;
import java.time.Duration;
import java.util.Set;

/** Issues and verifies a token and does nothing else, for a class path of its own. */
public final class TokensOnlyMain {
    static final String DONE = "token verified";

    private TokensOnlyMain() {}

    public static void main(String[] args) {
        String secret = TokenIssuer.generateSecret();
        TokenRules rules = TokenRules.defaults();
        String token = TokenIssuer.secret(secret, rules).issue("light", Set.of(Role.VIEWER), Duration.ofMinutes(1));
        System.out.println(
                TokenVerifier.secret(secret, rules).verify(token).subject().equals("light") ? DONE : "another subject");
    }
}
