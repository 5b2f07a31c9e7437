package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.KafkaConnection;
import java.time.Duration;

/**
 * How to reach Kafka.
 *
 * @param kafka the brokers, and what they ask of a client
 * @param clientId names this process in the broker's logs and quotas
 * @param requestTimeout how long one append or question may take before it counts as failed
 */
public record KafkaControlConfig(KafkaConnection kafka, String clientId, Duration requestTimeout) {
    public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(5);

    public KafkaControlConfig {
        if (requestTimeout.toMillis() < 100 || requestTimeout.toMinutes() > 10) {
            throw MevException.badInput("requestTimeout: 100 ms..10 min");
        }
    }

    public static KafkaControlConfig of(KafkaConnection kafka, String clientId) {
        return new KafkaControlConfig(kafka, clientId, DEFAULT_REQUEST_TIMEOUT);
    }

    /** Without TLS; {@code host:port}, several with commas. */
    public static KafkaControlConfig of(String bootstrapServers, String clientId) {
        return of(KafkaConnection.of(bootstrapServers), clientId);
    }

    public KafkaControlConfig withRequestTimeout(Duration timeout) {
        return new KafkaControlConfig(kafka, clientId, timeout);
    }
}
