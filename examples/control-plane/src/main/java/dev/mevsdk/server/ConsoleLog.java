package dev.mevsdk.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** Logging of a program that runs by itself: one line an event on standard error, libraries only when they warn. */
public final class ConsoleLog {
    private static final String SETTINGS = """
            handlers=java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
            java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s - %5$s%6$s%n
            .level=WARNING
            dev.mevsdk.level=INFO
            org.apache.kafka.level=SEVERE
            """;

    private ConsoleLog() {}

    /** Unless the JVM was started with settings of its own. */
    public static void configure() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try {
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in log settings can't be read", e);
        }
    }
}
