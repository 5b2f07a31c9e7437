package dev.mevsdk.transport.hub;

import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.transport.hub.Cursor.Place;
import dev.mevsdk.transport.hub.HubObserver.Encoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The encoded side of a cohort. All of it runs in order on the encoder pool, so a window is encoded once by
 * construction, and a joining client finds ring, snapshot and sequence in agreement.
 */
final class CohortFeed {
    /** What the feed is made of. */
    record Setup(String epoch, Cohort.Key key, HubConfig config, Encoders encoders, HubObserver observer) {}

    private final Setup setup;
    private final Executor order;
    private final WindowRing ring;
    private final SnapshotKey.Values snapshot;
    private final Lanes lanes = new Lanes();
    private final Set<Cursor> cursors = new HashSet<>();
    private long lastSeq;
    private long events;
    private @Nullable Frame sharedWelcome;
    private @Nullable Frame sharedSnapshot;

    CohortFeed(Setup setup, SnapshotKey.Values snapshot, long seq) {
        this.setup = setup;
        this.snapshot = snapshot;
        this.order = new SerialExecutor(setup.encoders().threads(), setup.observer());
        this.ring = new WindowRing(setup.config().ring(), seq);
        this.lastSeq = seq;
    }

    WindowRing ring() {
        return ring;
    }

    int maxLagWindows() {
        return setup.config().maxLagWindows();
    }

    void sent(int bytes) {
        setup.observer().sent(bytes);
    }

    void behind(long windows) {
        setup.observer().behind(windows);
    }

    /** @param done runs once the window is in the ring, or encoding it failed */
    void append(List<Envelope> items, long prevSeq, long seq, Runnable done) {
        order.execute(() -> {
            try {
                appendNow(items, prevSeq, seq);
            } finally {
                done.run();
            }
        });
    }

    void join(Cursor cursor, Optional<FeedPosition> since, long hubSeq) {
        order.execute(() -> {
            List<Frame> first = new ArrayList<>();
            Place place = since.map(position -> resume(position, hubSeq, first)).orElseGet(() -> start(first));
            cursors.add(cursor);
            lanes.add(cursor, () -> cursor.goOn(place, first));
        });
    }

    /** Moves a slow client to the newest window and tells it what it missed. */
    void skip(Cursor cursor, Place from) {
        order.execute(() -> {
            Window newest = ring.newest();
            if (newest == null) {
                return;
            }
            long missed = newest.eventsBefore() - from.events();
            setup.observer().missed(missed);
            Batch notice = Notices.lagged(setup.epoch(), missed, from.seq(), newest.prevSeq());
            List<Frame> first = missed == 0 ? List.of() : List.of(encode(notice, Encoded.NOTICE));
            Place place = new Place(newest.index(), newest.prevSeq(), newest.eventsBefore());
            Lanes.execute(cursor.channel().lane(), () -> cursor.goOn(place, first));
        });
    }

    void leave(Cursor cursor) {
        order.execute(() -> {
            if (cursors.remove(cursor)) {
                lanes.remove(cursor);
            }
        });
    }

    /** Sends an even share of the clients away; with one round left, all of them. */
    void goAway(int roundsLeft, Duration retryAfter) {
        order.execute(() -> {
            int share = (cursors.size() + roundsLeft - 1) / roundsLeft;
            if (share > 0) {
                Frame notice = encode(Notices.goingAway(setup.epoch(), lastSeq, retryAfter), Encoded.NOTICE);
                cursors.stream().limit(share).toList().forEach(cursor -> sendAway(cursor, shared(notice)));
                notice.release();
            }
        });
    }

    private void sendAway(Cursor cursor, Frame notice) {
        cursors.remove(cursor);
        lanes.remove(cursor);
        Lanes.execute(
                cursor.channel().lane(), () -> cursor.goAway(notice, CloseCode.GOING_AWAY, "the server is going away"));
    }

    void close() {
        order.execute(() -> {
            ring.clear();
            dropShared();
        });
    }

    private void appendNow(List<Envelope> items, long prevSeq, long seq) {
        Batch batch = Batch.newBuilder()
                .addAllItems(items)
                .setEpoch(setup.epoch())
                .setPrevSeq(prevSeq)
                .setLastSeq(seq)
                .build();
        Frame frame = encode(batch, Encoded.WINDOW);
        long lastEvent = items.get(items.size() - 1).getHubSeq();
        ring.append(new Window(ring.next(), frame, prevSeq, seq, lastEvent, events, items.size(), System.nanoTime()));
        events += items.size();
        lastSeq = seq;
        items.forEach(snapshot::put);
        dropShared();
        lanes.wake();
    }

    private Place start(List<Frame> first) {
        first.add(welcome());
        addSnapshot(first);
        return new Place(ring.next(), lastSeq, events);
    }

    private Place resume(FeedPosition since, long hubSeq, List<Frame> first) {
        boolean known =
                since.epoch().equals(setup.epoch()) && since.seq() >= ring.completeAfter() && since.seq() <= hubSeq;
        setup.observer().resumed(known);
        if (!known) {
            first.add(welcome());
            first.add(encode(Notices.notRecovered(setup.epoch(), since, lastSeq), Encoded.NOTICE));
            addSnapshot(first);
            return new Place(ring.next(), lastSeq, events);
        }
        Window from = ring.firstAfter(since.seq());
        Place place = from == null
                ? new Place(ring.next(), lastSeq, events)
                : new Place(from.index(), from.prevSeq(), from.eventsBefore());
        first.add(from == null ? welcome() : encode(Notices.welcome(setup.epoch(), place.seq()), Encoded.NOTICE));
        first.add(encode(Notices.resumed(setup.epoch(), since, place.seq()), Encoded.NOTICE));
        return place;
    }

    private void addSnapshot(List<Frame> first) {
        if (snapshot.size() > 0) {
            Frame known = sharedSnapshot;
            Frame frame = known == null ? encode(snapshotBatch(), Encoded.SNAPSHOT) : known;
            sharedSnapshot = frame;
            first.add(shared(frame));
        }
    }

    private Batch snapshotBatch() {
        return Batch.newBuilder()
                .addAllItems(snapshot.events())
                .setEpoch(setup.epoch())
                .setPrevSeq(lastSeq)
                .setLastSeq(lastSeq)
                .build();
    }

    private Frame welcome() {
        Frame known = sharedWelcome;
        Frame frame = known == null ? encode(Notices.welcome(setup.epoch(), lastSeq), Encoded.NOTICE) : known;
        sharedWelcome = frame;
        return shared(frame);
    }

    private static Frame shared(Frame frame) {
        if (!frame.tryRetain()) {
            throw new IllegalStateException("a shared frame was released early");
        }
        return frame;
    }

    private void dropShared() {
        if (sharedWelcome != null) {
            sharedWelcome.release();
            sharedWelcome = null;
        }
        if (sharedSnapshot != null) {
            sharedSnapshot.release();
            sharedSnapshot = null;
        }
    }

    private Frame encode(Batch batch, Encoded what) {
        long start = System.nanoTime();
        Frame frame =
                setup.encoders().encode(batch, setup.key().mode(), setup.key().compression());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        setup.observer().encoded(what, batch.getItemsCount(), frame.framedBytes(), took);
        return frame;
    }
}
