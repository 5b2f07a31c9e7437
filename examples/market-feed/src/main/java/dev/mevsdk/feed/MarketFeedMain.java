package dev.mevsdk.feed;

import dev.mevsdk.core.MevException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The command: a live market, or a replay that ends with the file. */
public final class MarketFeedMain {
    private static final String USAGE = """
            market-feed [--kafka HOST:PORT] [--seed N] [--slot-ms N] [--history-slots N]
            market-feed --replay FILE.csv [--rate ROWS_PER_SECOND] [--kafka HOST:PORT]
              --kafka          bootstrap servers (default: the variable KAFKA, or localhost:9092)
              --seed           of the market (default 42)
              --slot-ms        real time of one slot, ms (default 400)
              --history-slots  slots of labelled past to publish first (default 0)
              --rate           default: as fast as Kafka takes them""";

    private MarketFeedMain() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            Map<String, String> options = Options.parse(
                    args, java.util.Set.of("kafka", "seed", "slot-ms", "history-slots", "replay", "rate"));
            String kafka = options.getOrDefault(
                    "kafka", Optional.ofNullable(System.getenv("KAFKA")).orElse("localhost:9092"));
            if (options.containsKey("replay")) {
                double rate = Options.number(options, "rate", Replay.FULL_SPEED);
                long rows = new Replay(kafka).publish(Path.of(options.get("replay")), rate);
                System.out.println("replayed " + rows + " rows");
                return;
            }
            runUntilStopped(new FeedConfig(
                    kafka,
                    (long) Options.number(options, "seed", FeedConfig.DEFAULT_SEED),
                    Duration.ofMillis(
                            (long) Options.number(options, "slot-ms", FeedConfig.DEFAULT_SLOT_TIME.toMillis())),
                    (int) Options.number(options, "history-slots", 0)));
        } catch (MevException | IllegalArgumentException e) {
            System.err.println("market-feed: " + e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static void runUntilStopped(FeedConfig config) throws InterruptedException {
        MarketFeed feed = MarketFeed.start(config);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            feed.close();
            stopped.countDown();
        }));
        System.out.println("market-feed publishes to " + config.kafka() + "; Ctrl-C ends it");
        stopped.await();
    }
}
