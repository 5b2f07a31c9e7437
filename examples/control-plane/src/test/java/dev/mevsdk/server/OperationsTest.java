package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationsTest {
    @Test
    void operationsAreOpenOrForViewers_asConfigured() {
        assertThat(of(Map.of("OPERATIONS_ROLE", "viewer")).role()).contains(Role.VIEWER);
        assertThat(of(Map.of()).role()).isEmpty();
    }

    @Test
    void anUnknownRoleIsRefusedByName() {
        assertThatThrownBy(() -> of(Map.of("OPERATIONS_ROLE", "root"))).hasMessageContaining("OPERATIONS_ROLE");
    }

    private static Operations of(Map<String, String> variables) {
        return Operations.of(Settings.of(variables, List.of()));
    }
}
