package dev.mevsdk.feed;

import dev.mevsdk.core.config.KafkaConnection;
import java.time.Duration;

/**
 * @param kafka the brokers, and what they ask of a client
 * @param seed of the market
 * @param slotTime real time of one slot; the chain's is 400 ms
 * @param historySlots slots of labelled past to publish before the market goes live, as training data; 0 for none
 */
public record FeedConfig(KafkaConnection kafka, long seed, Duration slotTime, int historySlots) {
    public static final long DEFAULT_SEED = 42;
    public static final Duration DEFAULT_SLOT_TIME = Duration.ofMillis(MarketConfig.SLOT_MILLIS);

    public FeedConfig {
        if (slotTime.isNegative() || slotTime.isZero()) {
            throw new IllegalArgumentException("slotTime must be positive, such as 400 ms");
        }
        if (historySlots < 0) {
            throw new IllegalArgumentException("historySlots must be 0 or more");
        }
    }
}
