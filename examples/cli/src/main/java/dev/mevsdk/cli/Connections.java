package dev.mevsdk.cli;

import dev.mevsdk.core.config.PemFile;
import dev.mevsdk.core.config.TlsConfig;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HTTP clients. */
final class Connections {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private Connections() {}

    /**
     * @param ca certificates of the authorities that are trusted; null for the JVM's own
     * @param certificate shown to a server that asks for one; null for none
     * @param key of the certificate
     */
    static HttpClient open(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
        TlsConfig tls = new TlsConfig(pem("--cacert", ca), pem("--cert", certificate), pem("--key", key));
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER);
        return tls.equals(TlsConfig.DEFAULT)
                ? client.build()
                : client.sslContext(tls.context()).build();
    }

    private static Optional<PemFile> pem(String option, @Nullable Path file) {
        return Optional.ofNullable(file).map(path -> new PemFile(option, path));
    }
}
