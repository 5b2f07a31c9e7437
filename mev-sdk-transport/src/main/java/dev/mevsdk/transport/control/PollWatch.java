package dev.mevsdk.transport.control;

import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends polls that last too long by the monotonic clock. Kafka's consumer measures its wait by the wall clock: set back
 * by an hour, a poll without records lasts an hour, and an agent would send no heartbeat for as long.
 */
final class PollWatch implements AutoCloseable {
    private static final Duration SLACK = Duration.ofMillis(500);
    private static final Duration LOOK_EACH = Duration.ofMillis(250);
    /** One thread for all of the process: it only wakes others. */
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mev-control-poll-watch");
        thread.setDaemon(true);
        return thread;
    });

    private record Poll(LogReader reader, long endNanos) {}

    private final Future<?> looks =
            CLOCK.scheduleWithFixedDelay(this::look, 0, LOOK_EACH.toMillis(), TimeUnit.MILLISECONDS);
    private volatile @Nullable Poll current;

    /** As the reader's own. To be called by one thread. */
    List<Incoming> poll(LogReader reader, Duration wait) {
        current = new Poll(reader, System.nanoTime() + wait.plus(SLACK).toNanos());
        try {
            return reader.poll(wait);
        } finally {
            current = null;
        }
    }

    private void look() {
        Poll poll = current;
        if (poll != null && System.nanoTime() - poll.endNanos() > 0) {
            poll.reader().wakeup();
        }
    }

    @Override
    public void close() {
        looks.cancel(false);
    }
}
