package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.TlsConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * Where ClickHouse is and how long to wait for it. The password is never printed.
 *
 * @param host name or address, without scheme
 * @param port of the HTTP interface
 * @param database that unqualified table names belong to
 * @param tls HTTPS with this; empty: HTTP
 * @param connectTimeout for a connection to come up
 * @param readTimeout without a single byte from the server, while a query runs or rows flow
 * @param queryTimeout for a whole query, kept by the server
 * @param arrowCompression of the batches in an Arrow stream
 * @param maxBatchBytes memory that one Arrow stream may take, compressed and unpacked batch together
 */
public record ClickHouseConfig(
        String host,
        int port,
        String database,
        String user,
        String password,
        Optional<TlsConfig> tls,
        Duration connectTimeout,
        Duration readTimeout,
        Duration queryTimeout,
        ArrowCompression arrowCompression,
        long maxBatchBytes) {
    /** HTTP interface. */
    public static final int DEFAULT_PORT = 8123;

    public static final String DEFAULT_DATABASE = "default";
    public static final String DEFAULT_USER = "default";
    /** 5 s. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** 2 min: a sort may take long before its first row. */
    public static final Duration DEFAULT_READ_TIMEOUT = Duration.ofMinutes(2);
    /** 1 h. */
    public static final Duration DEFAULT_QUERY_TIMEOUT = Duration.ofHours(1);
    /** 512 MiB. */
    public static final long DEFAULT_MAX_BATCH_BYTES = 512L << 20;

    private static final int MAX_PORT = 65_535;

    /** How ClickHouse compresses Arrow batches. Its own default, LZ4, unpacks at a fraction of the speed in Java. */
    public enum ArrowCompression {
        NONE,
        ZSTD
    }

    public ClickHouseConfig {
        if (host.isBlank() || host.contains("/")) {
            throw MevException.badInput("host of ClickHouse must be a name or address without scheme or path");
        }
        if (port < 1 || port > MAX_PORT) {
            throw MevException.badInput("port of ClickHouse must be 1.." + MAX_PORT + ", is " + port);
        }
        if (database.isBlank()) {
            throw MevException.badInput("database of ClickHouse must not be empty; the usual one is `default`");
        }
        positive("connectTimeout", connectTimeout);
        positive("readTimeout", readTimeout);
        positive("queryTimeout", queryTimeout);
        if (maxBatchBytes < 1) {
            throw MevException.badInput("maxBatchBytes must be positive, is " + maxBatchBytes);
        }
    }

    /** With the defaults above, without a password, over HTTP. */
    public static ClickHouseConfig of(String host, int port) {
        return new ClickHouseConfig(
                host,
                port,
                DEFAULT_DATABASE,
                DEFAULT_USER,
                "",
                Optional.empty(),
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_READ_TIMEOUT,
                DEFAULT_QUERY_TIMEOUT,
                ArrowCompression.ZSTD,
                DEFAULT_MAX_BATCH_BYTES);
    }

    public ClickHouseConfig withDatabase(String name) {
        return new ClickHouseConfig(
                host,
                port,
                name,
                user,
                password,
                tls,
                connectTimeout,
                readTimeout,
                queryTimeout,
                arrowCompression,
                maxBatchBytes);
    }

    public ClickHouseConfig withCredentials(String newUser, String newPassword) {
        return new ClickHouseConfig(
                host,
                port,
                database,
                newUser,
                newPassword,
                tls,
                connectTimeout,
                readTimeout,
                queryTimeout,
                arrowCompression,
                maxBatchBytes);
    }

    public ClickHouseConfig withTimeouts(Duration connect, Duration read, Duration query) {
        return new ClickHouseConfig(
                host, port, database, user, password, tls, connect, read, query, arrowCompression, maxBatchBytes);
    }

    /** HTTPS; {@link TlsConfig#DEFAULT} trusts the JDK's authorities. */
    public ClickHouseConfig withTls(TlsConfig config) {
        return new ClickHouseConfig(
                host,
                port,
                database,
                user,
                password,
                Optional.of(config),
                connectTimeout,
                readTimeout,
                queryTimeout,
                arrowCompression,
                maxBatchBytes);
    }

    public ClickHouseConfig withArrowCompression(ArrowCompression compression) {
        return new ClickHouseConfig(
                host,
                port,
                database,
                user,
                password,
                tls,
                connectTimeout,
                readTimeout,
                queryTimeout,
                compression,
                maxBatchBytes);
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw MevException.badInput(name + " of ClickHouse must be positive, is " + duration);
        }
    }

    @Override
    public String toString() {
        return "ClickHouseConfig[" + (tls.isPresent() ? "https" : "http") + "://" + host + ":" + port + "/" + database
                + ", user=" + user + "]";
    }
}
