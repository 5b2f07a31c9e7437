package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Brings those gauges up to date that must be asked for elsewhere, in the background: a scrape neither waits for a server
 * that is away nor asks it more often the more scrapers there are.
 */
final class GaugeSampling implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger(GaugeSampling.class.getName());

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "metrics-sampling");
        thread.setDaemon(true);
        return thread;
    });

    /** @param clear takes the values out: what is not known is not shown */
    void every(Runnable sample, Runnable clear) {
        clock.scheduleWithFixedDelay(() -> sample(sample, clear), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void sample(Runnable sample, Runnable clear) {
        try {
            sample.run();
        } catch (MevException e) {
            // The readiness says it already.
            clear.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a gauge could not be sampled: {0}", e.toString());
            clear.run();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
