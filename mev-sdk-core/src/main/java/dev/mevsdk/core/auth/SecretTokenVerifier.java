package dev.mevsdk.core.auth;

import com.auth0.jwt.algorithms.Algorithm;
import dev.mevsdk.core.auth.TokenRejectedException.Reason;

final class SecretTokenVerifier implements TokenVerifier {
    private final Algorithm hs256;
    private final TokenRules rules;

    SecretTokenVerifier(String secret, TokenRules rules) {
        this.hs256 = Secrets.hs256(secret);
        this.rules = rules;
    }

    @Override
    public Principal verify(String token) {
        ParsedToken parsed = ParsedToken.parse(token);
        if (!parsed.algorithm().equals(hs256.getName())) {
            throw new TokenRejectedException(Reason.ALGORITHM);
        }
        parsed.checkSignature(hs256);
        return ClaimChecks.check(parsed.claims(), rules);
    }

    @Override
    public Principal verifyNow(String token) {
        return verify(token);
    }
}
