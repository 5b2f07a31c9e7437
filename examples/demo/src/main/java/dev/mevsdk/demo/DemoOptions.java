package dev.mevsdk.demo;

import dev.mevsdk.core.MevException;
import dev.mevsdk.feed.FeedConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The demo's command line.
 *
 * @param port of the page and the API; 0 for a free one
 * @param data kept between runs; a temporary folder without it
 * @param replay recorded data to publish instead of the synthetic market
 * @param rate rows a second of the replay
 * @param historySlots slots of labelled past to publish first
 * @param slotTime real time of one slot of the synthetic market
 */
record DemoOptions(
        int port, Optional<Path> data, Optional<Path> replay, double rate, int historySlots, Duration slotTime) {
    static final int DEFAULT_PORT = 8080;
    static final double DEFAULT_RATE = 500;
    /** About half an hour of the chain: some ten thousand labelled decisions. */
    static final int DEFAULT_HISTORY_SLOTS = 4_000;

    static final String USAGE = """
            examples/demo/run [--port N] [--data FOLDER] [--history-slots N] [--slot-ms N] [--replay FILE.csv [--rate ROWS_PER_SECOND]]
              --port           of the page and the API (default 8080; 0 for a free one)
              --data           keep everything in this folder for the next run (default: a temporary one)
              --history-slots  slots of labelled past to publish first, as training data (default 4000)
              --slot-ms        time of one slot of the synthetic market, in milliseconds (default 400, as on the chain)
              --replay         publish a recorded CSV instead of the synthetic market
              --rate           rows a second of the replay (default 500)""";

    private static final Set<String> NAMES =
            Set.of("--port", "--data", "--replay", "--rate", "--history-slots", "--slot-ms");

    static DemoOptions defaults() {
        return of(Map.of());
    }

    /** @throws MevException BAD_INPUT naming the option */
    static DemoOptions parse(String[] args) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!NAMES.contains(args[i])) {
                throw MevException.badInput("unknown option " + args[i]);
            }
            if (i + 1 == args.length) {
                throw MevException.badInput(args[i] + ": needs a value");
            }
            given.put(args[i], args[i + 1]);
        }
        return of(given);
    }

    private static DemoOptions of(Map<String, String> given) {
        return new DemoOptions(
                (int) number(given, "--port", DEFAULT_PORT, 0, 65_535),
                path(given, "--data"),
                path(given, "--replay"),
                number(given, "--rate", DEFAULT_RATE, 1, 1_000_000),
                (int) number(given, "--history-slots", DEFAULT_HISTORY_SLOTS, 0, 1_000_000),
                Duration.ofMillis(
                        (long) number(given, "--slot-ms", FeedConfig.DEFAULT_SLOT_TIME.toMillis(), 1, 60_000)));
    }

    private static Optional<Path> path(Map<String, String> given, String name) {
        return Optional.ofNullable(given.get(name)).map(Path::of);
    }

    private static double number(Map<String, String> given, String name, double otherwise, long min, long max) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw MevException.badInput(name + ": must be a number from " + min + " to " + max);
    }
}
