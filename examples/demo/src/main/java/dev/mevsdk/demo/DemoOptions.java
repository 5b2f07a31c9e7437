package dev.mevsdk.demo;

import dev.mevsdk.core.MevException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The demo's command line.
 *
 * @param port of the page and the API; 0 for a free one
 * @param data kept between runs; a temporary folder without it
 * @param replay recorded data to publish instead of the synthetic market
 * @param rate rows a second of the replay
 * @param historySlots slots of labelled past to publish first
 */
record DemoOptions(int port, Optional<Path> data, Optional<Path> replay, double rate, int historySlots) {
    static final int DEFAULT_PORT = 8080;
    static final double DEFAULT_RATE = 500;
    /** About half an hour of the chain: some ten thousand labelled decisions. */
    static final int DEFAULT_HISTORY_SLOTS = 4_000;

    static final String USAGE = """
            examples/demo/run [--port N] [--data FOLDER] [--history-slots N] [--replay FILE.csv [--rate ROWS_PER_SECOND]]
              --port           of the page and the API (default 8080; 0 for a free one)
              --data           keep everything in this folder for the next run (default: a temporary one)
              --history-slots  slots of labelled past to publish first, as training data (default 4000)
              --replay         publish a recorded CSV instead of the synthetic market
              --rate           rows a second of the replay (default 500)""";

    static DemoOptions defaults() {
        return new DemoOptions(DEFAULT_PORT, Optional.empty(), Optional.empty(), DEFAULT_RATE, DEFAULT_HISTORY_SLOTS);
    }

    /** @throws MevException BAD_INPUT naming the option */
    static DemoOptions parse(String[] args) {
        DemoOptions options = defaults();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw MevException.badInput(args[i] + ": needs a value");
            }
            options = options.with(args[i], args[i + 1]);
        }
        return options;
    }

    private DemoOptions with(String name, String value) {
        return switch (name) {
            case "--port" -> new DemoOptions((int) number(name, value, 0, 65_535), data, replay, rate, historySlots);
            case "--data" -> new DemoOptions(port, Optional.of(Path.of(value)), replay, rate, historySlots);
            case "--replay" -> new DemoOptions(port, data, Optional.of(Path.of(value)), rate, historySlots);
            case "--rate" -> new DemoOptions(port, data, replay, number(name, value, 1, 1e6), historySlots);
            case "--history-slots" ->
                new DemoOptions(port, data, replay, rate, (int) number(name, value, 0, 1_000_000));
            default -> throw MevException.badInput("unknown option " + name);
        };
    }

    private static double number(String name, String value, double min, double max) {
        try {
            double number = Double.parseDouble(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw MevException.badInput(name + ": must be a number from " + (long) min + " to " + (long) max);
    }
}
