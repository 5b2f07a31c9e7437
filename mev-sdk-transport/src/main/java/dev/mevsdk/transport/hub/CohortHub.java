package dev.mevsdk.transport.hub;

import dev.mevsdk.core.MevException;
import dev.mevsdk.proto.Envelope;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A hub: a sequencer, an encoder pool, and the count of its clients. */
final class CohortHub implements Hub {
    private static final int EPOCH_BYTES = 8;
    private static final String FULL = "this server has no room for one more client: try again later";
    private static final String CLOSING = "this server is going away: try again later";

    private final HubConfig config;
    private final HubObserver observer;
    private final String epoch;
    private final Encoders encoders;
    private final Sequencer sequencer;
    private final Thread thread;
    private final AtomicInteger clients = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    CohortHub(HubConfig config, HubObserver observer) {
        this.config = config;
        this.observer = observer;
        byte[] random = new byte[EPOCH_BYTES];
        new SecureRandom().nextBytes(random);
        epoch = HexFormat.of().formatHex(random);
        encoders = new Encoders(config.encoderThreads(), "mev-hub");
        sequencer = new Sequencer(epoch, config, encoders, observer);
        thread = new Thread(sequencer, "mev-hub-sequencer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void publish(Envelope event) {
        sequencer.publish(event);
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public FeedClient connect(FeedQuery query, ClientChannel channel) {
        if (closed.get()) {
            throw refused("closing", CLOSING);
        }
        if (clients.incrementAndGet() > config.maxClients()) {
            clients.decrementAndGet();
            throw refused("clients", FULL);
        }
        Cohort cohort;
        try {
            cohort = sequencer.join(query);
        } catch (MevException e) {
            clients.decrementAndGet();
            observer.refused("cohorts");
            throw e;
        }
        observer.clientConnected();
        Cursor cursor = new Cursor(channel, cohort.feed(), gone -> gone(cohort, gone));
        cohort.feed().join(cursor, query.since(), sequencer.lastSeq());
        return cursor;
    }

    @Override
    public Optional<String> refusal(FeedQuery query) {
        if (closed.get()) {
            return Optional.of(CLOSING);
        }
        if (clients.get() >= config.maxClients()) {
            return Optional.of(FULL);
        }
        return sequencer.hasRoomFor(query) ? Optional.empty() : Optional.of(sequencer.tooManyCohorts());
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        sequencer.close();
        try {
            thread.join();
            new GoingAway(config.goingAwaySpread()).send(sequencer.cohorts(), clients::get);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sequencer.cohorts().forEach(cohort -> cohort.feed().close());
        encoders.close();
    }

    /** For tests: frames that are held somewhere. */
    int framesHeld() {
        return encoders.buffers().outstanding();
    }

    private void gone(Cohort cohort, Cursor cursor) {
        cohort.feed().leave(cursor);
        sequencer.left(cohort);
        clients.decrementAndGet();
        observer.clientGone();
    }

    private MevException refused(String word, String message) {
        observer.refused(word);
        return MevException.retryable(message, null);
    }
}
