package dev.mevsdk.server;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.config.Settings;
import java.util.Optional;

/**
 * How the server may be looked at from outside. The variables it comes from are listed in the README.
 *
 * @param role that `/metrics`, `/openapi.json` and the parts of `/readyz` need; empty: none. Why a part is away is told
 *     to a viewer only, whatever this says
 * @param tracing where spans go
 */
public record Operations(Optional<Role> role, Tracing tracing) {
    /** Open to everyone who reaches the port. */
    public static final Operations DEFAULT = new Operations(Optional.empty(), Tracing.OFF);

    /** @throws dev.mevsdk.core.MevException BAD_INPUT that names the variable and what is allowed */
    public static Operations of(Settings settings) {
        boolean open =
                settings.choice("OPERATIONS_ROLE", "none", "none", "viewer").equals("none");
        return new Operations(open ? Optional.empty() : Optional.of(Role.VIEWER), Tracing.of(settings));
    }
}
