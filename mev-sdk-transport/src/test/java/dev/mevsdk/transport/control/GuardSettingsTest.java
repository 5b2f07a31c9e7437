package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "BREAKER_MAX_LOSS_SOL, -1, BREAKER_MAX_LOSS_SOL: must be a number 0.0..1000000.0",
        "BREAKER_MAX_LOSS_SOL, 0, maxLossSol: more than 0 (SOL)",
        "BREAKER_MIN_LANDED, 30, BREAKER_MIN_LANDED: must be a number 0.0..1.0",
        "BREAKER_MIN_LANDED, NaN, BREAKER_MIN_LANDED: must be a number 0.0..1.0",
        "BREAKER_MIN_SETTLED, 0, BREAKER_MIN_SETTLED: must be an integer 1..2147483647",
        "BREAKER_MAX_STALENESS, 60, BREAKER_MAX_STALENESS: must be a number and a unit",
        "BREAKER_MAX_STALENESS, 10ms, maxStaleness: 1 s or more",
    })
    void badLimitNamesWhatIsAllowed(String name, String value, String message) {
        assertThatThrownBy(() -> BreakerConfig.from(settings(Map.of(name, value))))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.BAD_INPUT))
                .hasMessageStartingWith(message);
    }

    @Test
    void breakersAreOffUnlessSet() {
        assertThat(BreakerConfig.from(settings(Map.of()))).isEqualTo(BreakerConfig.OFF);
        assertThat(BreakerConfig.from(settings(Map.of("BREAKER_MAX_STALENESS", "45s", "BREAKER_GRACE", "5s"))))
                .isEqualTo(BreakerConfig.OFF
                        .withMaxStaleness(Duration.ofSeconds(45))
                        .withGrace(Duration.ofSeconds(5)));
    }

    @Test
    void signingKeyAndPublicKeysGoTogether(@TempDir Path folder) throws Exception {
        TestKeys key = TestKeys.of("k");
        String base64 =
                Base64.getEncoder().encodeToString(key.pair().getPublic().getEncoded());
        String keys = Files.writeString(
                        folder.resolve("k.pem"),
                        "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n")
                .toString();
        assertThat(ControlTrust.from(settings(Map.of()))).isEqualTo(ControlTrust.NONE);
        refused(Map.of("CONTROL_PUBLIC_KEYS", keys), "CONTROL_SIGNING_KEY: required");
        refused(Map.of("CONTROL_SIGNING_KEY", "x"), "CONTROL_KEY_ID: required");
        refused(Map.of("CONTROL_SIGNING_KEY", "x", "CONTROL_KEY_ID", "k"), "CONTROL_PUBLIC_KEYS: required");
        refused(
                Map.of("CONTROL_SIGNING_KEY", keys, "CONTROL_KEY_ID", "k", "CONTROL_PUBLIC_KEYS", keys),
                keys + ": must be a PEM file with one PRIVATE KEY");
        ControlKeys read = ControlKeys.from(settings(Map.of("CONTROL_PUBLIC_KEYS", keys, "CONTROL_SIGNED_FROM", "7")));
        assertThat(read.required(6)).isFalse();
        assertThat(read.required(7)).isTrue();
    }

    private static void refused(Map<String, String> environment, String message) {
        assertThatThrownBy(() -> ControlTrust.from(settings(environment))).hasMessageStartingWith(message);
    }

    private static Settings settings(Map<String, String> environment) {
        return Settings.of(environment, List.of());
    }
}
