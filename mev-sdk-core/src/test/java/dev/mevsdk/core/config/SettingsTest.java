package dev.mevsdk.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void originalsDefaultsHold_butThereIsNoSecret() {
        Settings settings = Settings.of(Map.of(), List.of());
        assertThat(settings.secret()).isEmpty();
        assertThat(settings.jwtIssuer()).isEqualTo("defi-dashboard");
        assertThat(settings.jwtAudience()).isEqualTo("defi-users");
        assertThat(settings.kafka().bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(settings.redis()).hasToString("redis://localhost:6379/0");
        assertThat(settings.clickHouseHost()).isEqualTo("localhost");
        assertThat(settings.clickHouseDatabase()).isEqualTo("default");
    }

    @Test
    void environmentGoesOverTheFile_andEmptyCountsAsAbsent() {
        Settings settings = Settings.of(
                Map.of("KAFKA", "env:1", "CLICKHOUSE_DB", ""), List.of("KAFKA=file:1", "CLICKHOUSE_DB=mev"));
        assertThat(settings.kafka().bootstrapServers()).isEqualTo("env:1");
        assertThat(settings.clickHouseDatabase()).isEqualTo("mev");
    }

    @Test
    void fileIsReadAsUsersWriteIt() {
        Settings settings = Settings.of(
                Map.of(),
                List.of(
                        "# comment",
                        "",
                        "export A=1",
                        " B = two words # comment",
                        "C='#x\\n'",
                        "D=\"a\\n\\\"b\\\"\" # c",
                        "E=#",
                        "F=a#b"));
        assertThat(List.of("A", "B", "C", "D", "F"))
                .map(name -> settings.text(name).orElseThrow())
                .containsExactly("1", "two words", "#x\\n", "a\n\"b\"", "a#b");
        assertThat(settings.text("E")).isEmpty();
    }

    @Test
    void redisHasTwoNames_theOriginalsFirst() {
        assertThat(Settings.of(Map.of("REDIS_URL", "rediss://b:1/0"), List.of()).redis())
                .hasToString("rediss://b:1/0");
        assertThat(Settings.of(Map.of("REDIS_URL", "redis://b:1", "REDIS", "redis://a:1"), List.of())
                        .redis())
                .hasToString("redis://a:1");
    }

    @Test
    void typedValuesAreRead() {
        Settings settings =
                Settings.of(Map.of("D", "250ms", "B", "64KiB", "F", "Yes", "C", "TREELITE3", "I", "7"), List.of());
        assertThat(settings.duration("D", Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.bytes("B", 1)).isEqualTo(65_536);
        assertThat(settings.flag("F", false)).isTrue();
        assertThat(settings.choice("C", "tl2cgen", "treelite3", "tl2cgen")).isEqualTo("treelite3");
        assertThat(settings.integer("I", 1, 0, 7)).isEqualTo(7);
        assertThat(settings.integer("ABSENT", 9, 0, 10)).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "canary | an integer 1..10",
                "11 | an integer 1..10",
                "99999999999999999999 | an integer 1..10",
                "-canary | ms, s, m, h or d",
                "15 | ms, s, m, h or d",
                "canary | true or false",
                "canary | one of a, b",
                "redis://u:canary@[ | redis:// or rediss://",
                "http://canary | redis:// or rediss://"
            })
    void wrongValueNamesVariableAndAllowed_notTheValue(String value, String allowed) {
        Settings settings = Settings.of(Map.of("X", value), List.of());
        assertThatThrownBy(() -> {
                    switch (allowed.charAt(0)) {
                        case 'a' -> settings.integer("X", 1, 1, 10);
                        case 'm' -> settings.duration("X", Duration.ZERO);
                        case 't' -> settings.flag("X", true);
                        case 'o' -> settings.choice("X", "a", "a", "b");
                        default -> settings.uri("X", "", "redis", "rediss");
                    }
                })
                .isInstanceOf(MevException.class)
                .hasMessageStartingWith("X: must be ")
                .hasMessageContaining(allowed)
                .message()
                .doesNotContain("canary");
    }

    @Test
    void malformedFileNamesItsLine_notItsText() {
        assertThatThrownBy(() -> Settings.of(Map.of(), List.of("A=1", "canary")))
                .hasMessageContaining(".env line 2")
                .message()
                .doesNotContain("canary");
        assertThatThrownBy(() -> Settings.of(Map.of(), List.of("A=\"canary"))).hasMessageContaining("line 1");
    }

    @Test
    void fileIsFoundInItsFolder_andMayBeAbsent(@TempDir Path folder) throws IOException {
        assertThat(Settings.load(folder).text("MEV_SDK_TEST_ONLY")).isEmpty();
        Files.writeString(folder.resolve(".env"), "MEV_SDK_TEST_ONLY=canary\n");
        Settings settings = Settings.load(folder);
        assertThat(settings.text("MEV_SDK_TEST_ONLY")).contains("canary");
        assertThat(settings.toString()).contains("MEV_SDK_TEST_ONLY").doesNotContain("canary");
    }

    @Test
    void mountedCredentialsGoOverTheFile_andBelowTheEnvironment(@TempDir Path folder) throws IOException {
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        Files.writeString(folder.resolve(".env"), "SECRET=of-the-file\nJWT_ISS=of-the-file\n");
        Files.writeString(mounted.resolve("SECRET"), "mounted\n");
        Files.writeString(mounted.resolve("JWT_AUD"), "mounted");
        Files.writeString(mounted.resolve("tls.key"), "no setting");

        Settings settings = Settings.load(
                Map.of("CREDENTIALS_DIRECTORY", mounted.toString(), "JWT_AUD", "of-the-environment"), folder);

        assertThat(settings.secret()).contains("mounted");
        assertThat(settings.jwtIssuer()).isEqualTo("of-the-file");
        assertThat(settings.jwtAudience()).isEqualTo("of-the-environment");
        assertThat(settings.toString()).doesNotContain("mounted").doesNotContain("tls.key");
    }

    @ParameterizedTest
    @CsvSource({"foo", "foo:", ":9092", "foo:0", "foo:65536", "foo:9092;bar:9092", "http://foo:9092", "'a:1,'"})
    void kafkaWithoutAPortIsRefused(String servers) {
        assertThatThrownBy(
                        () -> Settings.of(Map.of("KAFKA", servers), List.of()).kafka())
                .isInstanceOf(MevException.class)
                .hasMessage("KAFKA: must be host:port, several with commas, port 1..65535");
    }

    @ParameterizedTest
    @CsvSource({"foo:9092", "'a-b.c:1, 10.0.0.1:2'", "[::1]:9092"})
    void kafkaMayBeSeveralServers(String servers) {
        assertThat(Settings.of(Map.of("KAFKA", servers), List.of()).kafka().properties())
                .containsOnlyKeys("bootstrap.servers");
    }
}
