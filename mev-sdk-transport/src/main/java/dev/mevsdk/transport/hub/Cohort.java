package dev.mevsdk.transport.hub;

import dev.mevsdk.proto.Envelope;

/**
 * Clients that get the same bytes: gathers the events of the next window and hands them to the encoded side. Guarded
 * by the hub's dispatch lock.
 */
final class Cohort {
    /** What clients of one cohort share. */
    record Key(FeedMode mode, FeedCompression compression, FeedFilter filter) {
        static Key of(FeedQuery query) {
            return new Key(query.mode(), query.compression(), query.filter());
        }
    }

    private final Key key;
    private final CohortFeed feed;
    private final PendingWindow pending = new PendingWindow();
    private long cutSeq;
    private int clients;
    private long idleSinceNanos;

    Cohort(Key key, CohortFeed feed, long seq) {
        this.key = key;
        this.feed = feed;
        this.cutSeq = seq;
    }

    CohortFeed feed() {
        return feed;
    }

    void offer(Envelope event) {
        if (key.filter().matches(event)) {
            pending.add(event);
        }
    }

    boolean isDue(boolean windowIsOver, HubConfig config) {
        return windowIsOver ? !pending.isEmpty() : pending.isFull(config);
    }

    void cut(long seq, Runnable done) {
        feed.append(pending.take(), cutSeq, seq, done);
        cutSeq = seq;
    }

    void clientJoined() {
        clients++;
    }

    void clientLeft(long nowNanos) {
        clients--;
        idleSinceNanos = nowNanos;
    }

    boolean isExpired(long nowNanos, HubConfig config) {
        return clients == 0
                && nowNanos - idleSinceNanos > config.ring().resumeTime().toNanos();
    }
}
