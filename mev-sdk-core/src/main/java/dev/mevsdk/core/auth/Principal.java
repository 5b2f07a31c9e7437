package dev.mevsdk.core.auth;

import java.time.Instant;
import java.util.Set;

/**
 * Who a verified token speaks for.
 *
 * @param subject the claim `sub`, empty when the token has none
 * @param roles may be empty: known to the issuer, but may do nothing here
 * @param expiresAt when the token ends; a long-lived connection must end with it
 */
public record Principal(String subject, Set<Role> roles, Instant expiresAt) {
    public Principal {
        roles = Set.copyOf(roles);
    }

    /** Whether any of its roles includes the required one. */
    public boolean has(Role required) {
        return roles.stream().anyMatch(role -> role.includes(required));
    }
}
