package dev.mevsdk.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Kafka, Redis and ClickHouse together, started and stopped side by side. */
public final class EmbeddedServices implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final EmbeddedRedis redis;
    private final EmbeddedClickHouse clickHouse;

    private EmbeddedServices(EmbeddedKafka kafka, EmbeddedRedis redis, EmbeddedClickHouse clickHouse) {
        this.kafka = kafka;
        this.redis = redis;
        this.clickHouse = clickHouse;
    }

    /** On temporary folders and free ports; returns when all three answer. */
    public static EmbeddedServices start() {
        return new EmbeddedServices(EmbeddedKafka.create(), EmbeddedRedis.create(), EmbeddedClickHouse.create())
                .startAll();
    }

    /** On folders below this one, which are kept, and free ports; returns when all three answer. */
    public static EmbeddedServices start(Path folder) {
        return new EmbeddedServices(
                        EmbeddedKafka.on(folder.resolve("kafka"), 0),
                        EmbeddedRedis.on(folder.resolve("redis"), 0),
                        EmbeddedClickHouse.on(folder.resolve("clickhouse"), 0))
                .startAll();
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    public EmbeddedRedis redis() {
        return redis;
    }

    public EmbeddedClickHouse clickHouse() {
        return clickHouse;
    }

    private List<EmbeddedService> all() {
        return List.of(kafka, redis, clickHouse);
    }

    private EmbeddedServices startAll() {
        try {
            forAll(EmbeddedService::start);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void forAll(java.util.function.Consumer<EmbeddedService> action) {
        CompletableFuture.allOf(all().stream()
                        .map(service -> CompletableFuture.runAsync(() -> action.accept(service)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @Override
    public void close() {
        forAll(EmbeddedService::close);
    }
}
