package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.metrics.ModuleReading;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Kills a module that runs and breaks a limit: too much loss, too few bundles landed, or nobody can see it. The kill is
 * one like any other, of the issuer {@code breaker:loss}, {@code breaker:landed} or {@code breaker:staleness}, with the
 * figures as its reason; a start lifts it, and is judged anew after the grace. It is sent once for each time the module
 * runs, and again and again while Kafka does not take it. Several servers may each have theirs. Thread-safe.
 */
public final class CircuitBreakers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CircuitBreakers.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ControlService control;
    private final Clock clock;
    private final Map<String, ModuleBreaker> breakers;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mev-control-breakers");
        thread.setDaemon(true);
        return thread;
    });

    CircuitBreakers(ControlService control, BreakerConfig config, Clock clock) {
        this.control = control;
        this.clock = clock;
        this.breakers = Modules.ALL.stream().collect(Collectors.toMap(name -> name, name -> new ModuleBreaker(config)));
    }

    /** Returns at once; looks every second, and when there is a reading. Without a limit it does nothing. */
    public static CircuitBreakers start(ControlService control, BreakerConfig config) {
        CircuitBreakers breakers = new CircuitBreakers(control, config, Clock.systemUTC());
        if (!config.isOff()) {
            long millis = INTERVAL.toMillis();
            breakers.watch.scheduleWithFixedDelay(breakers::look, millis, millis, TimeUnit.MILLISECONDS);
        }
        return breakers;
    }

    /** The newest reading of a module; of an unknown one it is passed over. Never blocks. */
    public void accept(ModuleReading reading) {
        try {
            watch.execute(() -> read(reading));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "a reading after the end");
        }
    }

    void read(ModuleReading reading) {
        ModuleBreaker breaker = breakers.get(reading.module());
        if (breaker != null) {
            breaker.accept(reading);
            look(reading.module(), breaker);
        }
    }

    void look() {
        breakers.forEach(this::look);
    }

    private void look(String module, ModuleBreaker breaker) {
        try {
            ModuleBreaker.Trip trip = breaker.judge(control.status(module), clock.instant());
            if (trip != null) {
                breaker.killed(kill(module, trip).policyVersion());
            }
        } catch (MevException e) {
            LOG.log(Level.WARNING, "{0}: the circuit breakers go on trying: {1}", module, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the circuit breaker of " + module + " failed, and goes on", e);
        }
    }

    private ControlResponse kill(String module, ModuleBreaker.Trip trip) {
        LOG.log(Level.WARNING, "{0}: killed by the circuit breaker {1}: {2}", module, trip.breaker(), trip.reason());
        String issuer = "breaker:" + trip.breaker();
        return control.control(new ControlRequest(
                module, CommandAction.KILL, ControlArgs.NONE, issuer, null, null, null, trip.reason()));
    }

    /** Blocks until a kill on its way is through. */
    @Override
    public void close() {
        watch.shutdown();
        try {
            if (!watch.awaitTermination(10, TimeUnit.SECONDS)) {
                watch.shutdownNow();
            }
        } catch (InterruptedException e) {
            watch.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
