package dev.mevsdk.feed;

import dev.mevsdk.core.Topics;
import dev.mevsdk.proto.market.MarketEvent;
import dev.mevsdk.proto.market.TipFloor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The synthetic market as a service: publishes `market-events`, lets the agents' decisions take part in the auctions and
 * publishes what became of them to `bundle-outcomes`. One thread steps the market.
 */
public final class MarketFeed implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MarketFeed.class.getName());

    private final FeedConfig config;
    private final EventPublishing publishing;
    private final Market market;
    private final DecisionInbox inbox;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "market-clock"));
    private long events;

    private MarketFeed(FeedConfig config) {
        this.config = config;
        this.publishing = new EventPublishing(config.kafka());
        this.market = new Market(MarketConfig.ofSeed(config.seed()), new Live());
        this.inbox = new DecisionInbox(config.kafka());
    }

    /** Publishes the history, if any, and starts the clock. Returns when the history is in Kafka. */
    public static MarketFeed start(FeedConfig config) {
        if (config.historySlots() > 0) {
            publishHistory(config);
        }
        MarketFeed feed = new MarketFeed(config);
        feed.inbox.start();
        long nanos = config.slotTime().toNanos();
        feed.clock.scheduleAtFixedRate(feed::stepSafely, 0, nanos, TimeUnit.NANOSECONDS);
        return feed;
    }

    /**
     * Publishes only labelled decisions of a past that ends now, as both decision topics would have carried them, with
     * the truth of the simulation as labels. Returns the number of records, all acknowledged.
     */
    public static long publishHistory(FeedConfig config) {
        try (EventPublishing publishing = new EventPublishing(config.kafka())) {
            History history = new History(publishing, config.historySlots(), System.currentTimeMillis());
            // Another seed than the live market's: what a model learned must hold on paths it has not seen.
            Market past = new Market(MarketConfig.ofSeed(config.seed() + 1), history);
            for (int i = 0; i < config.historySlots(); i++) {
                past.step(List.of());
            }
            publishing.flush();
            LOG.log(Level.INFO, "published {0} labelled decisions of the past", history.records());
            return history.records();
        }
    }

    /**
     * What everybody sees of a market in which no agent takes part: without Kafka and without a clock, the same for the
     * same seed. For tests and comparisons.
     */
    public static List<MarketEvent> simulate(long seed, int slots) {
        List<MarketEvent> events = new ArrayList<>();
        Market market = new Market(MarketConfig.ofSeed(seed), new MarketListener() {
            @Override
            public void event(MarketEvent.Builder event) {
                events.add(event.setEventId("sim-" + seed + "-" + events.size())
                        .setSource("sim")
                        .build());
            }
        });
        for (int i = 0; i < slots; i++) {
            market.step(List.of());
        }
        return events;
    }

    private void stepSafely() {
        try {
            market.step(inbox.take());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a slot failed; the market goes on: {0}", e.toString());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            clock.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        inbox.close();
        publishing.close();
    }

    /** Turns what happens into records. */
    private final class Live implements MarketListener {
        @Override
        public void event(MarketEvent.Builder event) {
            event.setEventId("sim-" + config.seed() + "-" + events++)
                    .setEmittedAtNs(EventPublishing.nowNanos())
                    .setSource("sim");
            publishing.marketEvent(event.build());
        }

        @Override
        public void settled(BidResult result) {
            Outcomes.of(result).forEach(outcome -> publishing.outcome(outcome, result.bid()));
        }
    }

    /** The past as decisions with their labels. */
    private static final class History implements MarketListener {
        private final EventPublishing publishing;
        private final long firstMillis;
        private final long firstSlot = MarketConfig.ofSeed(0).startSlot();
        private long records;

        History(EventPublishing publishing, int slots, long endMillis) {
            this.publishing = publishing;
            this.firstMillis = endMillis - slots * MarketConfig.SLOT_MILLIS;
        }

        long records() {
            return records;
        }

        @Override
        public void arbitrageLabelled(Opportunity o, TipFloor floor, long tipLamports, boolean profitable) {
            long at = millis(o.slot());
            publish(
                    Topics.ARBITRAGE_DECISIONS,
                    DecisionJson.arbitrage(o, floor, tipLamports, profitable, at / 1e3),
                    at);
        }

        @Override
        public void pairObserved(ObservedPair pair, TipFloor floor) {
            long at = millis(pair.slot());
            publish(Topics.SANDWICH_DECISIONS, DecisionJson.pair(pair, floor, at / 1e3), at);
        }

        private void publish(String topic, byte[] json, long at) {
            publishing.json(topic, json, at);
            records++;
        }

        private long millis(long slot) {
            return firstMillis + (slot - firstSlot) * MarketConfig.SLOT_MILLIS;
        }
    }
}
