package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.config.TlsConfig;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the server runs with. The variables it comes from are listed in the README.
 *
 * @param host interface to listen on; loopback only in development mode
 * @param port of everything; 0 for a free one
 * @param wideFanOutPort of the second listener for the feed only; empty for none
 * @param secret for HS256 tokens; empty with a JWKS address
 * @param jwks address of the public keys for RS256 and ES256 tokens
 * @param dataFolder holds what the server writes: `datasets`, `models`
 * @param allowedOrigins of pages that may open the WebSocket; the server's own is always allowed
 * @param workerThreads jobs at once per queue; 0 when workers run elsewhere
 * @param https of both listeners; empty: without TLS. With a `ca`, every request needs a client certificate, those to
 *     `/healthz` too
 * @param readings where figures come from, and what people may query
 * @param control how commands are guarded
 */
public record ServerConfig(
        String host,
        int port,
        Optional<Integer> wideFanOutPort,
        boolean development,
        Optional<String> secret,
        Optional<URI> jwks,
        TokenRules tokenRules,
        Backends backends,
        Path dataFolder,
        List<String> allowedOrigins,
        int workerThreads,
        Optional<TlsConfig> https,
        ReadingsConfig readings,
        ControlSettings control) {
    public static final int DEFAULT_PORT = 8080;
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_WORKER_THREADS = 1;

    /** The three servers. */
    public record Backends(KafkaConnection kafka, JobQueueConfig redis, ClickHouseConfig clickHouse) {
        /** From the environment; reads the files of TLS. */
        static Backends of(Settings settings) {
            ClickHouseConfig plain = ClickHouseConfig.of(
                            settings.clickHouseHost(), settings.integer("CLICKHOUSE_PORT", 8123, 1, 65_535))
                    .withDatabase(settings.clickHouseDatabase())
                    .withCredentials(
                            settings.text("CLICKHOUSE_USER", "default"), settings.text("CLICKHOUSE_PASSWORD", ""));
            return new Backends(
                    settings.kafka(),
                    JobQueueConfig.of(settings.redis().toString()).withTls(settings.tls()),
                    settings.flag("CLICKHOUSE_TLS", false) ? plain.withTls(settings.tls()) : plain);
        }
    }

    public ServerConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
        if (secret.isEmpty() && jwks.isEmpty()) {
            throw MevException.badInput(
                    "SECRET: must be set to at least 32 bytes (openssl rand -base64 48), or JWKS_URL"
                            + " to the address of your identity provider's keys; for a trial set DEVELOPMENT=true");
        }
        if (development && !isLoopback(host)) {
            throw MevException.badInput("HOST: must be 127.0.0.1 or localhost while DEVELOPMENT=true");
        }
    }

    /** In development mode on this machine, everything else by default. */
    public static ServerConfig local(int port, String secret, Backends backends, Path dataFolder) {
        return new ServerConfig(
                DEFAULT_HOST,
                port,
                Optional.empty(),
                true,
                Optional.of(secret),
                Optional.empty(),
                TokenRules.defaults(),
                backends,
                dataFolder,
                List.of(),
                DEFAULT_WORKER_THREADS,
                Optional.empty(),
                ReadingsConfig.DEFAULT,
                ControlSettings.DEFAULT);
    }

    /** The same with control guarded as given. */
    public ServerConfig withControl(ControlSettings settings) {
        return new ServerConfig(
                host,
                port,
                wideFanOutPort,
                development,
                secret,
                jwks,
                tokenRules,
                backends,
                dataFolder,
                allowedOrigins,
                workerThreads,
                https,
                readings,
                settings);
    }

    /** From the environment; the backends are given, since they may be embedded. */
    static ServerConfig of(Settings settings, Backends backends, Optional<String> developmentSecret) {
        return new ServerConfig(
                settings.text("HOST", DEFAULT_HOST),
                settings.integer("PORT", DEFAULT_PORT, 0, 65_535),
                settings.text("FANOUT_PORT").map(ignored -> settings.integer("FANOUT_PORT", 0, 0, 65_535)),
                isDevelopment(settings),
                settings.secret().or(() -> developmentSecret),
                settings.text("JWKS_URL").map(ignored -> settings.uri("JWKS_URL", "", "https", "http")),
                TokenRules.of(settings.jwtIssuer(), settings.jwtAudience()),
                backends,
                dataFolder(settings),
                settings.text("ALLOWED_ORIGINS")
                        .map(text -> List.of(text.split("\\s*,\\s*")))
                        .orElse(List.of()),
                settings.integer("WORKER_THREADS", DEFAULT_WORKER_THREADS, 0, 64),
                settings.https(),
                ReadingsConfig.of(settings),
                ControlSettings.of(settings));
    }

    static boolean isDevelopment(Settings settings) {
        return settings.flag("DEVELOPMENT", false);
    }

    static Path dataFolder(Settings settings) {
        return Path.of(settings.text("DATA_DIR", "data")).toAbsolutePath().normalize();
    }

    private static boolean isLoopback(String host) {
        return List.of("127.0.0.1", "localhost", "::1").contains(host);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "ServerConfig[" + host + ":" + port + ", development=" + development + ", " + backends + "]";
    }
}
