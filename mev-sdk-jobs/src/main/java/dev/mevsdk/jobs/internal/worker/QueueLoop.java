package dev.mevsdk.jobs.internal.worker;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.internal.LeaseStore;
import dev.mevsdk.jobs.internal.LeaseStore.TakeRequest;
import dev.mevsdk.jobs.internal.LeaseStore.Taken;
import dev.mevsdk.jobs.internal.LeaseStore.Takes;
import dev.mevsdk.jobs.internal.LeaseStore.WakeSignal;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes the jobs of one queue, on a thread of its own, only as many as there are free threads, and only then listens
 * for the wake-up marker: a busy worker never takes a marker that an idle one could act on.
 */
final class QueueLoop implements Runnable {
    private static final Logger LOG = System.getLogger(QueueLoop.class.getName());
    /** A look now and then is the net below the wake-up marker: its taker may die before it takes a job. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(50).toNanos();

    private final LeaseStore store;
    private final String queue;
    private final String worker;
    private final Duration lease;
    private final TakenJobs consumer;
    private final Semaphore free;
    private final WakeSignal wake;
    private final CountDownLatch stop = new CountDownLatch(1);
    private String requestId = UUID.randomUUID().toString();
    private long askedSince = System.nanoTime();
    private long lastLook = System.nanoTime() - LOOK_EVERY_NANOS;
    /** The last take found nothing. */
    private boolean idle = true;

    private boolean away;

    /** Runs a job elsewhere; the loop is told of its end by {@link QueueLoop#release}. */
    @FunctionalInterface
    interface TakenJobs {
        void accept(Taken job, long takenFrom);
    }

    QueueLoop(LeaseStore store, String queue, String worker, Duration lease, int threads, TakenJobs consumer) {
        this.store = store;
        this.queue = queue;
        this.worker = worker;
        this.lease = lease;
        this.consumer = consumer;
        this.free = new Semaphore(threads);
        this.wake = store.signal(queue);
    }

    void release() {
        free.release();
    }

    /** Returns at once; the loop ends soon. What it has taken, it still hands over. */
    void stop() {
        stop.countDown();
        wake.close();
    }

    @Override
    public void run() {
        while (stop.getCount() > 0) {
            try {
                turn();
            } catch (MevException e) {
                complainOnce(e);
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void turn() throws InterruptedException {
        if (!free.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            return;
        }
        int permits = 1 + free.drainPermits();
        int used = 0;
        Takes takes;
        try {
            takes = store.take(queue, new TakeRequest(worker, requestId, permits, lease, looksForDue()));
            used = takes.jobs().size();
        } finally {
            free.release(permits - used);
        }
        long takenFrom = askedSince;
        if (away) {
            LOG.log(Logger.Level.INFO, "queue {0}: works again", queue);
            away = false;
        }
        takes.jobs().forEach(job -> consumer.accept(job, takenFrom));
        nextRequest();
        boolean looked = idle;
        idle = takes.jobs().isEmpty();
        if (idle && looked && stop.getCount() > 0) {
            Duration due = takes.nextDue().map(time -> time.plusMillis(1)).orElse(LONGEST_WAIT);
            wake.await(due.compareTo(LONGEST_WAIT) < 0 ? due : LONGEST_WAIT);
            nextRequest();
        }
    }

    /** Always after a pause; in a row of takes now and then. */
    private boolean looksForDue() {
        long now = System.nanoTime();
        if (idle || now - lastLook >= LOOK_EVERY_NANOS) {
            lastLook = now;
            return true;
        }
        return false;
    }

    /** A take that failed is repeated under its own id: what Redis lent is then told again, not lent to nobody. */
    private void nextRequest() {
        requestId = UUID.randomUUID().toString();
        askedSince = System.nanoTime();
    }

    private void complainOnce(MevException e) {
        if (!away && stop.getCount() > 0) {
            LOG.log(Logger.Level.WARNING, "queue {0}: no jobs taken: {1}", queue, e.getMessage());
            away = true;
        }
    }

    private void pause() {
        try {
            boolean stopped = stop.await(100, TimeUnit.MILLISECONDS);
            LOG.log(Logger.Level.TRACE, "stopped: {0}", stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }
}
