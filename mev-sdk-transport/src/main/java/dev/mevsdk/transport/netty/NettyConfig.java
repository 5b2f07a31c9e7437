package dev.mevsdk.transport.netty;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.TlsConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and how the server listens. Immutable; start from {@link #DEFAULT}.
 *
 * @param port 0 for any free one
 * @param threads event loops
 * @param handshakeTimeout a connection that has not been upgraded by then is closed
 * @param pingInterval a client silent for this long is pinged; silent for twice as long, it is gone
 * @param maxQueuedBytes per client, in the process; beyond it the client counts as busy. What sits in queues and in the
 *     kernel can't be dropped any more, so this is low.
 * @param tls empty for none; with a `ca`, only clients that show a certificate of it get in. A renewed
 *     certificate serves new connections within seconds
 */
public record NettyConfig(
        String host,
        int port,
        int threads,
        Duration handshakeTimeout,
        Duration pingInterval,
        int maxQueuedBytes,
        Optional<TlsConfig> tls) {
    /** Loopback: whoever wants more says so. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    public static final int DEFAULT_PORT = 8081;
    public static final int DEFAULT_THREADS = 2;
    public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);
    public static final Duration DEFAULT_PING_INTERVAL = Duration.ofSeconds(20);
    /** 64 KiB. */
    public static final int DEFAULT_MAX_QUEUED_BYTES = 64 << 10;

    public static final NettyConfig DEFAULT = new NettyConfig(
            DEFAULT_HOST,
            DEFAULT_PORT,
            DEFAULT_THREADS,
            DEFAULT_HANDSHAKE_TIMEOUT,
            DEFAULT_PING_INTERVAL,
            DEFAULT_MAX_QUEUED_BYTES,
            Optional.empty());

    public NettyConfig {
        if (port < 0 || port > 0xFFFF) {
            throw MevException.badInput("port: allowed is 0 to 65535, got " + port);
        }
        if (threads < 1 || maxQueuedBytes < 1) {
            throw MevException.badInput("threads, maxQueuedBytes: allowed is 1 or more");
        }
        if (tls.isPresent() && tls.get().certificate().isEmpty()) {
            throw MevException.badInput("tls: a server needs a certificate and its key");
        }
        if (handshakeTimeout.toMillis() < 1 || pingInterval.toMillis() < 1) {
            throw MevException.badInput("handshakeTimeout, pingInterval: allowed is 1 ms or more");
        }
    }

    public NettyConfig withAddress(String newHost, int newPort) {
        return new NettyConfig(newHost, newPort, threads, handshakeTimeout, pingInterval, maxQueuedBytes, tls);
    }

    public NettyConfig withThreads(int value) {
        return new NettyConfig(host, port, value, handshakeTimeout, pingInterval, maxQueuedBytes, tls);
    }

    public NettyConfig withTimeouts(Duration handshake, Duration ping) {
        return new NettyConfig(host, port, threads, handshake, ping, maxQueuedBytes, tls);
    }

    public NettyConfig withTls(Optional<TlsConfig> config) {
        return new NettyConfig(host, port, threads, handshakeTimeout, pingInterval, maxQueuedBytes, config);
    }
}
