package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Whether each part that the server needs answers. Parts are asked in the background, so that `/readyz` answers at once
 * even while a part hangs.
 */
final class Readiness implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Readiness.class.getName());
    private static final long INTERVAL_MILLIS = 1_000;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /** Returns when the part answers, throws with the reason when it doesn't. */
    interface Check {
        void run() throws Exception;
    }

    /** @param detail why it is not up; may hold an address, never a secret */
    record Part(boolean up, String detail) {
        /** As it is shown to everyone: no address. */
        Part withoutDetail() {
            return up ? this : new Part(false, "away");
        }
    }

    private static final Part NOT_ASKED = new Part(false, "not asked yet");

    private final Map<String, Part> parts = new ConcurrentHashMap<>();
    private final Map<String, Check> checks = new LinkedHashMap<>();
    /** By part, while it is being asked: since when. */
    private final Map<String, Long> askedNanos = new ConcurrentHashMap<>();

    /** One thread a part: one that hangs must not silence the others. */
    private final ScheduledThreadPoolExecutor askers = new ScheduledThreadPoolExecutor(1, task -> daemon(task));

    private final Duration answerLimit;

    Readiness() {
        this(ANSWER_LIMIT);
    }

    /** @param answerLimit a part that takes longer counts as away until it answers */
    Readiness(Duration answerLimit) {
        this.answerLimit = answerLimit;
    }

    /** Asks the part now and every second from now on. */
    void watch(String name, Check check) {
        checks.put(name, check);
        parts.put(name, NOT_ASKED);
        askers.setCorePoolSize(checks.size());
        askers.scheduleWithFixedDelay(() -> ask(name, check), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    boolean isReady() {
        return parts.keySet().stream().allMatch(name -> part(name).up());
    }

    /** @param details whether the reader may see why a part is away */
    Map<String, Part> parts(boolean details) {
        Map<String, Part> shown = new TreeMap<>();
        parts.keySet().forEach(name -> shown.put(name, part(name)));
        if (!details) {
            shown.replaceAll((name, part) -> part.withoutDetail());
        }
        return shown;
    }

    /** As it answered last, unless it has been asked since and does not answer. */
    private Part part(String name) {
        Part last = parts.getOrDefault(name, NOT_ASKED);
        Long since = askedNanos.get(name);
        Duration silence = since == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
        return last.up() && silence.compareTo(answerLimit) > 0
                ? new Part(false, "no answer for " + silence.toSeconds() + " s")
                : last;
    }

    /** Once every part is watched. */
    void bindTo(MeterRegistry registry) {
        Gauge.builder("mev.ready", this, readiness -> readiness.isReady() ? 1 : 0)
                .description("1 while every part answers")
                .register(registry);
        parts.keySet().forEach(name -> Gauge.builder(
                        "mev.part.up", this, readiness -> readiness.part(name).up() ? 1 : 0)
                .description("1 while the part answers")
                .tag("part", name)
                .register(registry));
    }

    private void ask(String name, Check check) {
        Part now;
        askedNanos.put(name, System.nanoTime());
        try {
            check.run();
            now = new Part(true, "");
        } catch (MevException e) {
            now = new Part(false, String.valueOf(e.getMessage()));
        } catch (Exception e) {
            now = new Part(false, e.getClass().getSimpleName());
        }
        askedNanos.remove(name);
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
