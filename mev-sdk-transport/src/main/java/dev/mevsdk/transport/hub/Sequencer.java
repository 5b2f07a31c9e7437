package dev.mevsdk.transport.hub;

import dev.mevsdk.core.MevException;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.hub.Intake.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Gives every event its place in the feed, keeps the snapshot and hands each cohort its windows. One thread
 * dispatches; connections come in between two dispatches, under the same lock.
 */
final class Sequencer implements Runnable {
    /** Windows that may wait for an encoder, over all cohorts; then dispatching waits. */
    private static final int MAX_WAITING_WINDOWS = 1024;

    private static final System.Logger LOG = System.getLogger(Sequencer.class.getName());

    private final String epoch;
    private final HubConfig config;
    private final Encoders encoders;
    private final HubObserver observer;
    private final Intake intake;
    private final Semaphore encoding = new Semaphore(MAX_WAITING_WINDOWS);
    private final Map<Cohort.Key, Cohort> cohorts = new HashMap<>();
    private final SnapshotKey.Values snapshot = new SnapshotKey.Values();
    private long seq;

    Sequencer(String epoch, HubConfig config, Encoders encoders, HubObserver observer) {
        this.epoch = epoch;
        this.config = config;
        this.encoders = encoders;
        this.observer = observer;
        this.intake = new Intake(config, observer);
    }

    void publish(Envelope event) {
        intake.publish(event);
        observer.published();
    }

    @Override
    public void run() {
        try {
            Slice slice;
            do {
                slice = intake.take();
                dispatchOrLog(slice);
            } while (!slice.isLast());
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.WARNING, "the realtime hub's sequencer was interrupted: its feed ends");
            intake.close();
        }
    }

    /** No more events; the sequencer's thread ends once the last ones are dispatched. */
    void close() {
        intake.close();
    }

    /**
     * The cohort for the query, kept alive until {@link #left}.
     *
     * @throws MevException RETRYABLE when one more cohort would be too many
     */
    synchronized Cohort join(FeedQuery query) {
        Cohort.Key key = Cohort.Key.of(query);
        expire();
        Cohort cohort = cohorts.get(key);
        if (cohort == null) {
            if (cohorts.size() >= config.maxCohorts()) {
                throw MevException.retryable(tooManyCohorts(), null);
            }
            cohort = open(key);
        }
        cohort.clientJoined();
        return cohort;
    }

    synchronized long lastSeq() {
        return seq;
    }

    synchronized boolean hasRoomFor(FeedQuery query) {
        expire();
        return cohorts.containsKey(Cohort.Key.of(query)) || cohorts.size() < config.maxCohorts();
    }

    String tooManyCohorts() {
        return "types, module: this server serves at most " + config.maxCohorts()
                + " combinations of mode, compress, types and module at a time; use a combination in use, or none";
    }

    synchronized void left(Cohort cohort) {
        cohort.clientLeft(System.nanoTime());
    }

    synchronized List<Cohort> cohorts() {
        return new ArrayList<>(cohorts.values());
    }

    /** What fails costs its own events, which clients see as a gap, but not the feed. */
    private void dispatchOrLog(Slice slice) throws InterruptedException {
        try {
            dispatch(slice);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "events of the realtime hub were not dispatched", e);
        }
    }

    private synchronized void dispatch(Slice slice) throws InterruptedException {
        for (Envelope event : slice.events()) {
            Envelope stamped = event.toBuilder().setHubSeq(++seq).build();
            snapshot.put(stamped);
            cohorts.values().forEach(cohort -> cohort.offer(stamped));
        }
        for (Cohort cohort : cohorts.values()) {
            if (cohort.isDue(slice.windowIsOver(), config)) {
                encoding.acquire();
                cohort.cut(seq, encoding::release);
            }
        }
        expire();
    }

    private Cohort open(Cohort.Key key) {
        CohortFeed.Setup setup = new CohortFeed.Setup(epoch, key, config, encoders, observer);
        Cohort cohort = new Cohort(key, new CohortFeed(setup, snapshot.matching(key.filter()), seq), seq);
        cohorts.put(key, cohort);
        observer.cohortOpened();
        return cohort;
    }

    private void expire() {
        long now = System.nanoTime();
        cohorts.values().removeIf(cohort -> {
            boolean expired = cohort.isExpired(now, config);
            if (expired) {
                cohort.feed().close();
                observer.cohortClosed();
            }
            return expired;
        });
    }
}
