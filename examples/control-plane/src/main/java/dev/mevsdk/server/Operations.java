package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
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

    /** @throws MevException BAD_INPUT that names the variable and what is allowed */
    public static Operations of(Settings settings) {
        Optional<Role> role =
                switch (settings.text("OPERATIONS_ROLE", "none")) {
                    case "none" -> Optional.empty();
                    case "viewer" -> Optional.of(Role.VIEWER);
                    default -> throw MevException.badInput("OPERATIONS_ROLE: must be none or viewer");
                };
        return new Operations(role, Tracing.of(settings));
    }
}
