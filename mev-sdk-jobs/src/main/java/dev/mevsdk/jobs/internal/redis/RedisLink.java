package dev.mevsdk.jobs.internal.redis;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.TlsConfig;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connections to one Redis, made when first needed, and the meaning of its errors. Thread-safe. */
final class RedisLink implements AutoCloseable {
    private final RedisURI uri;
    private final Duration timeout;
    private final ClientResources resources;
    private final RedisClient client;
    private @Nullable StatefulRedisConnection<String, String> shared;

    RedisLink(String address, Duration timeout, TlsConfig tls) {
        this.uri = parse(address);
        this.timeout = timeout;
        uri.setTimeout(timeout);
        resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(
                        Delay.exponential(Duration.ofMillis(20), Duration.ofMillis(500), 2, TimeUnit.MILLISECONDS))
                .build();
        client = RedisClient.create(resources, uri);
        ClientOptions.Builder options = ClientOptions.builder()
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(timeout)
                        .keepAlive(true)
                        .build())
                .requestQueueSize(1 << 18);
        if (uri.isSsl()) {
            options.sslOptions(sslOptions(tls));
        }
        client.setOptions(options.build());
    }

    private static SslOptions sslOptions(TlsConfig tls) {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider().trustManager(tls.trustManagers());
        if (tls.certificate().isPresent()) {
            options.keyManager(tls.keyManagers());
        }
        return options.build();
    }

    private static RedisURI parse(String address) {
        try {
            return RedisURI.create(address);
        } catch (IllegalArgumentException e) {
            throw new MevException(
                    MevException.Category.BAD_INPUT, "REDIS: an address such as redis://localhost:6379/0", null);
        }
    }

    /** Host and port alone: the address may hold a password. */
    String name() {
        return uri.getHost() == null ? "Redis (sentinel)" : "Redis at " + uri.getHost() + ":" + uri.getPort();
    }

    Duration timeout() {
        return timeout;
    }

    synchronized StatefulRedisConnection<String, String> shared() {
        if (shared == null) {
            shared = dedicated();
        }
        return shared;
    }

    /** A connection of the caller's own, for commands that block. */
    StatefulRedisConnection<String, String> dedicated() {
        try {
            return client.connect();
        } catch (RuntimeException e) {
            throw translate(e);
        }
    }

    <T> T call(Function<StatefulRedisConnection<String, String>, ? extends Future<T>> command) {
        return await(command.apply(shared()), timeout);
    }

    /** Waits for an answer; one that comes too late is thrown away. */
    <T> T await(Future<T> answer, Duration limit) {
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw translate(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            throw MevException.retryable("the connection to " + name() + " was closed", e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw MevException.retryable(name() + " does not answer within " + limit.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw MevException.retryable("interrupted while waiting for " + name(), e);
        }
    }

    <T> T await(CompletionStage<T> answer) {
        return await(answer.toCompletableFuture(), timeout);
    }

    private MevException translate(Throwable error) {
        return RedisErrors.translate(name(), uri.isSsl(), error);
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, timeout);
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2000);
    }
}
