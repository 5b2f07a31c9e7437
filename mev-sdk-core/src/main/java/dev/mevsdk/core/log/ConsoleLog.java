package dev.mevsdk.core.log;

import dev.mevsdk.core.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Logging of a program that runs by itself, by {@code java.util.logging}: one line an event on standard error, libraries
 * only when they warn. Not for a program that has logging of its own. JSON lines need jackson-core.
 */
public final class ConsoleLog {
    private static final String SETTINGS = """
            handlers=java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level=ALL
            .level=WARNING
            dev.mevsdk.level=%s
            org.apache.kafka.level=SEVERE
            """;

    private ConsoleLog() {}

    /** Text, without what is for debugging; unless the JVM was started with settings of its own. */
    public static void configure() {
        configure(new TextLines(), "INFO");
    }

    /**
     * As `LOG_FORMAT` (`text` or `json`) and `LOG_LEVEL` (`info` or `debug`) say.
     *
     * @throws dev.mevsdk.core.MevException BAD_INPUT that names the variable and what is allowed
     */
    public static void configure(Settings settings) {
        boolean json = settings.choice("LOG_FORMAT", "text", "text", "json").equals("json");
        boolean debug = settings.choice("LOG_LEVEL", "info", "info", "debug").equals("debug");
        configure(json ? jsonLines() : new TextLines(), debug ? "FINE" : "INFO");
    }

    /**
     * One JSON object a line with {@code ts} (UTC), {@code level}, {@code logger}, {@code message}, and as far as there
     * are any {@code request_id}, {@code job_id}, {@code module}, {@code trace_id}, {@code error}, {@code stack}.
     */
    public static Formatter jsonLines() {
        return new JsonLines();
    }

    private static void configure(Formatter lines, String level) {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try {
            String text = SETTINGS.formatted(level);
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in log settings can't be read", e);
        }
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(lines);
        }
    }
}
