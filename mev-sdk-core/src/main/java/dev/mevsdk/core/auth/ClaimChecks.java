package dev.mevsdk.core.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.core.auth.TokenRejectedException.Reason;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The claims of a token whose signature holds. */
final class ClaimChecks {
    /** 9999-12-31: beyond it a time is an attack or a unit error. */
    private static final double MAX_EPOCH_SECOND = 253_402_300_799d;

    private ClaimChecks() {}

    static Principal check(JsonNode claims, TokenRules rules) {
        Instant now = rules.clock().instant();
        Instant expiresAt = time(claims, "exp").orElseThrow(() -> new TokenRejectedException(Reason.CLAIM));
        if (!now.isBefore(expiresAt.plus(rules.leeway()))) {
            throw new TokenRejectedException(Reason.EXPIRED);
        }
        requireBegun(time(claims, "nbf"), now, rules);
        requireBegun(time(claims, "iat"), now, rules);
        JsonNode issuer = claims.path("iss");
        if (!issuer.isTextual() || !issuer.textValue().equals(rules.issuer())) {
            throw new TokenRejectedException(Reason.ISSUER);
        }
        if (!namesAudience(claims.path("aud"), rules.audience())) {
            throw new TokenRejectedException(Reason.AUDIENCE);
        }
        return new Principal(subject(claims), roles(claims), expiresAt);
    }

    /** A NumericDate of RFC 7519: seconds, may have a fraction. */
    private static Optional<Instant> time(JsonNode claims, String name) {
        JsonNode value = claims.get(name);
        if (value == null) {
            return Optional.empty();
        }
        double seconds = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!(seconds >= 0 && seconds <= MAX_EPOCH_SECOND)) {
            throw new TokenRejectedException(Reason.CLAIM);
        }
        return Optional.of(Instant.ofEpochMilli((long) (seconds * 1000)));
    }

    private static void requireBegun(Optional<Instant> time, Instant now, TokenRules rules) {
        if (time.isPresent() && time.get().isAfter(now.plus(rules.leeway()))) {
            throw new TokenRejectedException(Reason.NOT_YET_VALID);
        }
    }

    private static boolean namesAudience(JsonNode audience, String wanted) {
        if (audience.isTextual()) {
            return audience.textValue().equals(wanted);
        }
        boolean found = false;
        for (JsonNode one : audience) {
            if (!audience.isArray() || !one.isTextual()) {
                return false;
            }
            found |= one.textValue().equals(wanted);
        }
        return found;
    }

    private static String subject(JsonNode claims) {
        JsonNode subject = claims.path("sub");
        if (subject.isMissingNode()) {
            return "";
        }
        if (!subject.isTextual() || subject.textValue().length() > 256) {
            throw new TokenRejectedException(Reason.CLAIM);
        }
        return subject.textValue();
    }

    private static Set<Role> roles(JsonNode claims) {
        JsonNode names = claims.path("roles");
        if (!names.isMissingNode() && !names.isArray()) {
            throw new TokenRejectedException(Reason.CLAIM);
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (JsonNode name : names) {
            if (!name.isTextual()) {
                throw new TokenRejectedException(Reason.CLAIM);
            }
            Role.ofClaim(name.textValue()).ifPresent(roles::add);
        }
        return roles;
    }
}
