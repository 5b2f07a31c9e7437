package dev.mevsdk.core.auth;

import com.auth0.jwt.algorithms.Algorithm;
import dev.mevsdk.core.auth.TokenRejectedException.Reason;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

final class PublicKeyTokenVerifier implements TokenVerifier {
    private final KeySource keys;
    private final TokenRules rules;

    PublicKeyTokenVerifier(KeySource keys, TokenRules rules) {
        this.keys = keys;
        this.rules = rules;
    }

    @Override
    public Principal verify(String token) {
        return verify(token, keys::find);
    }

    @Override
    public Principal verifyNow(String token) {
        return verify(token, keys::findNow);
    }

    private Principal verify(String token, KeySource source) {
        ParsedToken parsed = ParsedToken.parse(token);
        String name = parsed.algorithm();
        if (!name.equals("RS256") && !name.equals("ES256")) {
            throw new TokenRejectedException(Reason.ALGORITHM);
        }
        parsed.checkSignature(algorithm(name, source.find(name, parsed.keyId())));
        return ClaimChecks.check(parsed.claims(), rules);
    }

    private static Algorithm algorithm(String name, PublicKey key) {
        if (name.equals("RS256") && key instanceof RSAPublicKey rsa) {
            return Algorithm.RSA256(rsa, null);
        }
        if (name.equals("ES256") && key instanceof ECPublicKey ec) {
            return Algorithm.ECDSA256(ec, null);
        }
        throw new TokenRejectedException(Reason.UNKNOWN_KEY);
    }
}
