package dev.mevsdk.transport.hub;

import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Notice;
import java.time.Duration;

/** The batches that speak of the feed itself: each tells one client, or those who join together, where they stand. */
final class Notices {
    private Notices() {}

    static Batch welcome(String epoch, long toSeq) {
        return batch(epoch, toSeq, Notice.newBuilder().setKind(Notice.Kind.WELCOME));
    }

    static Batch lagged(String epoch, long missed, long fromSeq, long toSeq) {
        return batch(
                epoch,
                toSeq,
                Notice.newBuilder()
                        .setKind(Notice.Kind.LAGGED)
                        .setMissed(missed)
                        .setFromSeq(fromSeq)
                        .setMessage("too slow for the feed: " + missed + " events skipped"));
    }

    static Batch resumed(String epoch, FeedPosition since, long toSeq) {
        return batch(
                epoch,
                toSeq,
                Notice.newBuilder()
                        .setKind(Notice.Kind.RESUMED)
                        .setRecovered(true)
                        .setFromSeq(since.seq()));
    }

    static Batch notRecovered(String epoch, FeedPosition since, long toSeq) {
        String reason = since.epoch().equals(epoch)
                ? "the position is older than what this server keeps"
                : "the position is of another server or of an earlier run";
        return batch(
                epoch,
                toSeq,
                Notice.newBuilder()
                        .setKind(Notice.Kind.RESUMED)
                        .setFromSeq(since.seq())
                        .setMessage(reason + ": a snapshot follows"));
    }

    static Batch goingAway(String epoch, long toSeq, Duration retryAfter) {
        return batch(
                epoch,
                toSeq,
                Notice.newBuilder()
                        .setKind(Notice.Kind.GOING_AWAY)
                        .setRetryAfterMs((int) retryAfter.toMillis())
                        .setMessage("the server is going away: reconnect after retry_after_ms"));
    }

    private static Batch batch(String epoch, long toSeq, Notice.Builder notice) {
        return Batch.newBuilder()
                .setEpoch(epoch)
                .setLastSeq(toSeq)
                .setPrevSeq(toSeq)
                .setNotice(notice.setToSeq(toSeq))
                .build();
    }
}
