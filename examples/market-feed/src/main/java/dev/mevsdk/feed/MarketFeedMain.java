package dev.mevsdk.feed;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.log.ConsoleLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The command: a live market, or a replay that ends with the file. */
public final class MarketFeedMain {
    private static final String USAGE = """
            market-feed [--kafka HOST:PORT] [--seed N] [--slot-ms N] [--history-slots N]
            market-feed --replay FILE.csv [--rate ROWS_PER_SECOND] [--kafka HOST:PORT]
              --kafka          bootstrap servers (default: the variable KAFKA, or localhost:9092);
                           over TLS with the variables KAFKA_TLS=true, TLS_CA, TLS_CERT, TLS_KEY
              --seed           of the market (default 42)
              --slot-ms        real time of one slot, ms (default 400)
              --history-slots  slots of labelled past to publish first (default 0)
              --rate           default: as fast as Kafka takes them""";

    private MarketFeedMain() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            ConsoleLog.configure(Settings.of(System.getenv(), List.of()));
            Map<String, String> options = Options.parse(
                    args, java.util.Set.of("kafka", "seed", "slot-ms", "history-slots", "replay", "rate"));
            KafkaConnection kafka = kafka(options);
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

    private static KafkaConnection kafka(Map<String, String> options) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (options.containsKey("kafka")) {
            environment.put("KAFKA", options.get("kafka"));
        }
        return Settings.of(environment, List.of()).kafka();
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
