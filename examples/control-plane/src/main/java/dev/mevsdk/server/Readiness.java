package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Whether each part that the server needs answers. Parts are asked in the background, so that `/readyz` answers at once
 * even while a part hangs.
 */
final class Readiness implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Readiness.class.getName());
    private static final long INTERVAL_MILLIS = 1_000;

    /** Returns when the part answers, throws with the reason when it doesn't. */
    interface Check {
        void run() throws Exception;
    }

    /** @param detail why it is not up, without addresses or secrets beyond what the part's own message says */
    record Part(boolean up, String detail) {}

    private static final Part NOT_ASKED = new Part(false, "not asked yet");

    private final Map<String, Part> parts = new ConcurrentHashMap<>();
    private final Map<String, Check> checks = new LinkedHashMap<>();
    private final ScheduledExecutorService askers = Executors.newScheduledThreadPool(3, task -> daemon(task));

    /** Asks the part now and every second from now on. */
    void watch(String name, Check check) {
        checks.put(name, check);
        parts.put(name, NOT_ASKED);
        askers.scheduleWithFixedDelay(() -> ask(name, check), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    boolean isReady() {
        return parts.values().stream().allMatch(Part::up);
    }

    Map<String, Part> parts() {
        return Map.copyOf(parts);
    }

    private void ask(String name, Check check) {
        Part now;
        try {
            check.run();
            now = new Part(true, "");
        } catch (MevException e) {
            now = new Part(false, String.valueOf(e.getMessage()));
        } catch (Exception e) {
            now = new Part(false, e.getClass().getSimpleName());
        }
        Part before = parts.put(name, now);
        if (before == NOT_ASKED || (before != null && before.up() != now.up())) {
            LOG.log(
                    now.up() ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    now.up() ? name + " answers" : name + " does not answer: " + now.detail());
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "readiness");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        askers.shutdownNow();
    }
}
