package dev.mevsdk.transport.ingest;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.Topics;
import dev.mevsdk.core.config.KafkaConnection;
import java.time.Duration;
import java.util.List;

/**
 * How events are consumed.
 *
 * @param kafka the brokers, and what they ask of a client
 * @param group the consumer group of ingest, and the clients' name; live consumers share nothing and commit nothing
 * @param maxBatch most records handled at once
 * @param probeInterval how often the brokers are asked for their topics: finds an outage, and new partitions
 * @param retryBackoff wait before the first repeat after a failure; doubles up to {@link #MAX_BACKOFF}
 */
public record EventConsumerConfig(
        KafkaConnection kafka,
        List<String> topics,
        String group,
        int maxBatch,
        Duration probeInterval,
        Duration retryBackoff) {
    public static final List<String> DEFAULT_TOPICS =
            List.of(Topics.ARBITRAGE_DECISIONS, Topics.SANDWICH_DECISIONS, Topics.BUNDLE_OUTCOMES);
    public static final String DEFAULT_GROUP = "mev-sdk-ingest";
    public static final int DEFAULT_MAX_BATCH = 5_000;
    /** 2 s. */
    public static final Duration DEFAULT_PROBE_INTERVAL = Duration.ofSeconds(2);
    /** 200 ms. */
    public static final Duration DEFAULT_RETRY_BACKOFF = Duration.ofMillis(200);
    /** 10 s. */
    public static final Duration MAX_BACKOFF = Duration.ofSeconds(10);

    public EventConsumerConfig {
        topics = List.copyOf(topics);
        if (topics.isEmpty()) {
            throw MevException.badInput("topics: must be at least one topic");
        }
        if (group.isBlank()) {
            throw MevException.badInput("group: must not be empty");
        }
        if (maxBatch < 1 || maxBatch > 100_000) {
            throw MevException.badInput("maxBatch: must be 1..100000");
        }
        if (probeInterval.toMillis() < 100 || retryBackoff.toMillis() < 1) {
            throw MevException.badInput("probeInterval: must be 100 ms or more; retryBackoff: 1 ms or more");
        }
    }

    /** Without TLS; `host:port`, several with commas. */
    public static EventConsumerConfig of(String bootstrapServers) {
        return of(KafkaConnection.of(bootstrapServers));
    }

    public static EventConsumerConfig of(KafkaConnection kafka) {
        return new EventConsumerConfig(
                kafka, DEFAULT_TOPICS, DEFAULT_GROUP, DEFAULT_MAX_BATCH, DEFAULT_PROBE_INTERVAL, DEFAULT_RETRY_BACKOFF);
    }
}
