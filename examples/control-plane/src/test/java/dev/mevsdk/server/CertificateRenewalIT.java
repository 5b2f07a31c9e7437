package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.config.Settings;
import dev.mevsdk.embedded.EmbeddedAuthority;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedServicesExtension;
import dev.mevsdk.embedded.EmbeddedTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Both listeners serve a renewed certificate without a restart, and keep the old one while the new does not fit. */
@ExtendWith(EmbeddedServicesExtension.class)
class CertificateRenewalIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private SSLSocketFactory sockets;
    private TestServer server;

    @Test
    void aRenewedCertificateServes_andOneThatDoesNotFitKeepsTheOld(
            EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse engine) throws Exception {
        EmbeddedAuthority authority = EmbeddedAuthority.in(folder.resolve("authority"));
        EmbeddedTls first = authority.issue("first");
        EmbeddedTls second = authority.issue("second");
        EmbeddedTls third = authority.issue("third");
        Path certificate = Files.copy(first.certificate(), folder.resolve("https.pem"));
        Path key = Files.copy(first.key(), folder.resolve("https.key"));
        sockets = Settings.of(Map.of("TLS_CA", authority.ca().toString()), List.of())
                .tls()
                .context()
                .getSocketFactory();
        Map<String, String> https = Map.of("HTTPS_CERT", certificate.toString(), "HTTPS_KEY", key.toString());
        ServerConfig config =
                TestServer.config(TestServer.backends(kafka, redis, engine), folder.resolve("data"), https);
        try (CapturedLog log = new CapturedLog();
                TestServer started = TestServer.start(config)) {
            server = started;
            assertThat(served()).containsExactly("CN=first", "CN=first");

            replace(certificate, second.certificate());
            await().atMost(LIMIT)
                    .until(() -> log.lines().stream().filter(this::isRefusal).count() >= 2);
            assertThat(log.text()).contains("HTTPS_KEY").contains("is not the key of the certificate");
            assertThat(served()).containsExactly("CN=first", "CN=first");

            replace(key, second.key());
            await().atMost(LIMIT).untilAsserted(() -> assertThat(served()).containsExactly("CN=second", "CN=second"));

            Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\nhalf");
            await().atMost(LIMIT)
                    .until(() -> log.lines().stream().filter(this::isRefusal).count() >= 4);
            assertThat(served()).containsExactly("CN=second", "CN=second");

            replace(certificate, third.certificate());
            replace(key, third.key());
            await().atMost(LIMIT).untilAsserted(() -> assertThat(served()).containsExactly("CN=third", "CN=third"));
        }
    }

    private boolean isRefusal(String line) {
        return line.startsWith("WARNING") && line.contains("the certificate stays as it was");
    }

    private static void replace(Path file, Path with) throws IOException {
        Files.copy(with, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The names that new connections to both ports are shown. */
    private List<String> served() throws IOException {
        return List.of(subject(server.port()), subject(server.widePort()));
    }

    private String subject(int port) throws IOException {
        try (SSLSocket socket = (SSLSocket) sockets.createSocket("localhost", port)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }
}
