package dev.mevsdk.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.embedded.EmbeddedAuthority;
import dev.mevsdk.embedded.EmbeddedTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsConfigTest {
    @TempDir
    static Path folder;

    private static EmbeddedTls agent;
    private static EmbeddedTls other;
    private static EmbeddedTls expired;

    @BeforeAll
    static void issue() {
        EmbeddedAuthority authority = EmbeddedAuthority.in(folder);
        agent = authority.issue("agent");
        other = authority.issue("other");
        expired = authority.issueExpired("expired");
    }

    private static Settings settings(Path ca, Path certificate, Path key) {
        return Settings.of(
                Map.of("TLS_CA", ca.toString(), "TLS_CERT", certificate.toString(), "TLS_KEY", key.toString()),
                List.of());
    }

    private static void assertRefused(Settings settings, String named) {
        assertThatThrownBy(settings::tls)
                .isInstanceOfSatisfying(MevException.class, error -> assertThat(error.category())
                        .isEqualTo(MevException.Category.BAD_INPUT))
                .hasMessageStartingWith(named);
    }

    @Test
    void filesThatFitTogetherAreTaken() {
        TlsConfig tls = settings(agent.ca(), agent.certificate(), agent.key()).tls();
        assertThat(tls.context().getProtocol()).isEqualTo("TLS");
        assertThat(tls.toString()).contains("TLS_KEY").doesNotContain("BEGIN");
    }

    @Test
    void withoutFilesTheAuthoritiesOfTheJdkAreTrusted() {
        Settings nothing = Settings.of(Map.of("KAFKA_TLS", "true"), List.of());
        assertThat(nothing.tls()).isEqualTo(TlsConfig.DEFAULT);
        assertThat(nothing.https()).isEmpty();
        assertThat(nothing.kafka().properties())
                .containsEntry("security.protocol", "SSL")
                .hasSize(2);
    }

    @Test
    void aFileThatIsMissingIsNamedByItsVariable() {
        Path missing = folder.resolve("missing.pem");
        assertRefused(settings(missing, agent.certificate(), agent.key()), "TLS_CA: " + missing + ": there is no such");
        assertRefused(settings(agent.ca(), missing, agent.key()), "TLS_CERT: " + missing);
        assertRefused(settings(agent.ca(), agent.certificate(), missing), "TLS_KEY: " + missing);
    }

    @Test
    void aCertificateNeedsItsOwnKey() {
        assertRefused(
                settings(agent.ca(), agent.certificate(), other.key()),
                "TLS_KEY: " + other.key() + ": is not the key of the certificate");
        assertRefused(
                Settings.of(Map.of("TLS_CERT", agent.certificate().toString()), List.of()),
                "TLS_CERT: certificate and");
        assertThatThrownBy(
                        () -> Settings.of(Map.of("HTTPS_CLIENT_CA", agent.ca().toString()), List.of())
                                .https())
                .hasMessageStartingWith("HTTPS_CERT: must be set");
    }

    @Test
    void anExpiredCertificateIsRefused() {
        assertRefused(
                settings(agent.ca(), expired.certificate(), expired.key()),
                "TLS_CERT: " + expired.certificate() + ": the certificate is not valid at this time");
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutQuotingIt() throws IOException {
        Path other = Files.writeString(
                folder.resolve("old.key"), "-----BEGIN EC PRIVATE KEY-----\nhidden\n-----END EC PRIVATE KEY-----\n");
        assertThatThrownBy(
                        () -> settings(agent.ca(), agent.certificate(), other).tls())
                .hasMessageStartingWith("TLS_KEY: ")
                .hasMessageContaining("openssl pkcs8")
                .hasMessageNotContaining("hidden");
        assertRefused(settings(agent.key(), agent.certificate(), agent.key()), "TLS_CA: " + agent.key());
    }

    @Test
    void theSettingsOfKafkaPrintNoKey() {
        KafkaConnection kafka = KafkaConnection.of("a:1,b:2")
                .withTls(settings(agent.ca(), agent.certificate(), agent.key()).tls())
                .withClientSettings(Map.of("sasl.jaas.config", "hidden"));
        assertThat(kafka).hasToString("a:1,b:2 (TLS)");
        assertThat(kafka.properties())
                .containsEntry("sasl.jaas.config", "hidden")
                .containsKeys("ssl.keystore.key", "ssl.truststore.certificates");
    }
}
