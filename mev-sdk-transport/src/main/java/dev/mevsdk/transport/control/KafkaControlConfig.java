package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.time.Duration;
import java.util.Map;

/**
 * How to reach Kafka.
 *
 * @param bootstrapServers {@code host:port}, comma separated
 * @param clientId names this process in the broker's logs and quotas
 * @param requestTimeout how long one append or question may take before it counts as failed
 * @param clientSettings passed to Kafka's clients as they are, such as {@code security.protocol}
 */
public record KafkaControlConfig(
        String bootstrapServers, String clientId, Duration requestTimeout, Map<String, String> clientSettings) {
    public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(5);

    public KafkaControlConfig {
        if (bootstrapServers.isBlank()) {
            throw MevException.badInput("bootstrapServers: host:port is required");
        }
        if (requestTimeout.toMillis() < 100 || requestTimeout.toMinutes() > 10) {
            throw MevException.badInput("requestTimeout: 100 ms..10 min");
        }
        clientSettings = Map.copyOf(clientSettings);
    }

    public static KafkaControlConfig of(String bootstrapServers, String clientId) {
        return new KafkaControlConfig(bootstrapServers, clientId, DEFAULT_REQUEST_TIMEOUT, Map.of());
    }

    public KafkaControlConfig withRequestTimeout(Duration timeout) {
        return new KafkaControlConfig(bootstrapServers, clientId, timeout, clientSettings);
    }
}
