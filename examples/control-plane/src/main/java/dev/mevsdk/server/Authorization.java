package dev.mevsdk.server;

import dev.mevsdk.core.auth.Principal;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenRejectedException;
import dev.mevsdk.core.auth.TokenVerifier;
import io.javalin.http.Context;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who may call what. The token travels in `Authorization: Bearer` and is never logged. */
final class Authorization {
    private static final String SCHEME = "Bearer ";

    private final TokenVerifier tokens;

    Authorization(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    /**
     * The caller, once it is known to have the role.
     *
     * @throws dev.mevsdk.core.auth.TokenRejectedException answered with 401
     * @throws HttpProblem 401 without a token, 403 when the role is too low
     */
    Principal require(Role role, Context request) {
        return require(role, request.header("Authorization"), tokens::verify);
    }

    private static Principal require(Role role, @Nullable String header, Function<String, Principal> verify) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new HttpProblem(401, "Unauthorized", "Send the token in the header Authorization: Bearer TOKEN");
        }
        Principal caller = verify.apply(header.substring(SCHEME.length()).strip());
        if (!caller.has(role)) {
            throw new HttpProblem(
                    403, "Forbidden", "This needs the role " + role.claim() + "; ask for a token with it in `roles`");
        }
        return caller;
    }

    /** Whether the header's token is known, without asking the issuer, to be good and to have the role. Never blocks. */
    boolean admitsNow(Role role, @Nullable String header) {
        try {
            require(role, header, tokens::verifyNow);
            return true;
        } catch (HttpProblem | TokenRejectedException e) {
            return false;
        }
    }
}
