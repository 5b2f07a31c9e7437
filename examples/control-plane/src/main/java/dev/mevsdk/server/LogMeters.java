package dev.mevsdk.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts log lines by level. */
final class LogMeters extends Handler {
    private static final Logger ROOT = Logger.getLogger("");

    private final Counter error;
    private final Counter warn;
    private final Counter info;

    private LogMeters(MeterRegistry registry) {
        error = counter(registry, "error");
        warn = counter(registry, "warn");
        info = counter(registry, "info");
        setLevel(Level.INFO);
    }

    /** Counts until it is closed. */
    static LogMeters install(MeterRegistry registry) {
        LogMeters meters = new LogMeters(registry);
        ROOT.addHandler(meters);
        return meters;
    }

    private static Counter counter(MeterRegistry registry, String level) {
        return Counter.builder("mev.log.events")
                .description("log lines")
                .tag("level", level)
                .register(registry);
    }

    @Override
    public void publish(LogRecord line) {
        int level = line.getLevel().intValue();
        if (level >= Level.SEVERE.intValue()) {
            error.increment();
        } else if (level >= Level.WARNING.intValue()) {
            warn.increment();
        } else if (level >= Level.INFO.intValue()) {
            info.increment();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
