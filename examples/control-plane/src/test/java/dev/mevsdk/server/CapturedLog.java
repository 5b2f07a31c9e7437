package dev.mevsdk.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** All that is logged while it is open, as text, stack traces included. */
final class CapturedLog extends Handler implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("");
    /** Kept, since the level of a logger that nobody holds is forgotten. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    static {
        // Everything is captured, but not everything printed: Kafka's clients say much while a broker is away.
        KAFKA.setLevel(Level.SEVERE);
        for (Handler console : ROOT.getHandlers()) {
            console.setFilter(record -> record.getLevel().intValue() >= Level.WARNING.intValue()
                    || String.valueOf(record.getLoggerName()).startsWith("dev.mevsdk"));
        }
    }

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    CapturedLog() {
        setLevel(Level.ALL);
        ROOT.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        StringWriter text = new StringWriter();
        text.append(record.getLevel().getName()).append(' ').append(formatter.formatMessage(record));
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(new PrintWriter(text));
        }
        lines.add(text.toString());
    }

    /** Without capturing. */
    static void printLess() {}

    String text() {
        return String.join("\n", lines);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
