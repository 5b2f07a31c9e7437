package dev.mevsdk.jobs.internal.worker;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.JobHandler;
import dev.mevsdk.jobs.Worker;
import dev.mevsdk.jobs.WorkerConfig;
import dev.mevsdk.jobs.WorkerObserver;
import dev.mevsdk.jobs.internal.LeaseStore;
import dev.mevsdk.jobs.internal.LeaseStore.Failure;
import dev.mevsdk.jobs.internal.LeaseStore.Taken;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A worker at work: per queue a loop and a pool, for all of them one thread for leases and one for orphans. */
public final class RunningWorker implements Worker {
    private static final Logger LOG = System.getLogger(RunningWorker.class.getName());
    /** For handlers to end after they were told to stop. */
    private static final Duration LAST_CALL = Duration.ofSeconds(2);

    private final LeaseStore store;
    private final WorkerConfig config;
    private final SafeObserver observer;
    private final HeldJobs held;
    private final StagingSweeper sweeper;
    private final Map<QueueLoop, Thread> loops = new LinkedHashMap<>();
    private final ExecutorService pool;
    private final AtomicBoolean closed = new AtomicBoolean();

    public RunningWorker(
            LeaseStore store, WorkerConfig config, Map<String, JobHandler> handlers, WorkerObserver observer) {
        this.store = store;
        this.config = config;
        this.observer = new SafeObserver(observer);
        held = new HeldJobs(store, config.lease(), config.renewEvery(), config.checkEvery());
        sweeper = new StagingSweeper(store, config.orphanGrace());
        AtomicInteger number = new AtomicInteger();
        // The loops' permits bound what is under way, so the pool's own queue stays empty.
        pool = Executors.newFixedThreadPool(
                config.threads() * handlers.size(), task -> new Thread(task, "job-" + number.incrementAndGet()));
        handlers.forEach(this::startLoop);
        loops.values().forEach(Thread::start);
    }

    private void startLoop(String queue, JobHandler handler) {
        String name = config.name();
        QueueLoop[] self = new QueueLoop[1];
        QueueLoop loop = new QueueLoop(
                store,
                queue,
                name,
                config.lease(),
                config.threads(),
                (job, from) -> submit(self[0], handler, job, from));
        self[0] = loop;
        loops.put(loop, new Thread(loop, "jobs-of-" + queue));
    }

    private void submit(QueueLoop loop, JobHandler handler, Taken job, long takenFrom) {
        RunContext run = new RunContext(store, job, sweeper, config.lease(), takenFrom);
        held.add(run);
        pool.execute(() -> {
            try {
                new JobRun(store, config, observer, run).execute(handler);
            } finally {
                held.remove(run);
                loop.release();
            }
        });
    }

    @Override
    public int running() {
        return held.size();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        loops.keySet().forEach(QueueLoop::stop);
        boolean interrupted = false;
        try {
            for (Thread loop : loops.values()) {
                loop.join(10_000);
            }
            pool.shutdown();
            if (!pool.awaitTermination(config.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                tellToStop();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        held.all().forEach(this::giveBack);
        pool.shutdownNow();
        held.close();
        sweeper.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellToStop() throws InterruptedException {
        LOG.log(Logger.Level.INFO, "{0} jobs still run after the drain time: they go back to the queue", held.size());
        held.all().forEach(RunContext::stop);
        pool.shutdownNow();
        boolean ended = pool.awaitTermination(LAST_CALL.toMillis(), TimeUnit.MILLISECONDS);
        LOG.log(Logger.Level.DEBUG, "all ended: {0}", ended);
    }

    /** A handler that doesn't stop loses its job all the same. */
    private void giveBack(RunContext run) {
        run.stop();
        try {
            store.fail(run.lease(), new Failure("the worker stopped", "released", Failure.Kind.RELEASE, Duration.ZERO));
        } catch (MevException e) {
            LOG.log(Logger.Level.WARNING, "job {0} waits for its lease to end: {1}", run.jobId(), e.getMessage());
        }
    }
}
