package dev.mevsdk.core.auth;

import java.util.Locale;
import java.util.Optional;

/** What a caller may do. The claim `roles` carries the names in lower case. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Reads and changes. */
    ADMIN;

    /** Whether who has this role may do what {@code required} may. */
    public boolean includes(Role required) {
        return compareTo(required) >= 0;
    }

    /** `viewer`, `admin`. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Case counts; empty for a role this version does not know. */
    public static Optional<Role> ofClaim(String claim) {
        for (Role role : values()) {
            if (role.claim().equals(claim)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
