package dev.mevsdk.cli;

import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.Notice;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the feed's sequence: which events are new to this reader, where it stands, and what it missed. What the server
 * says of gaps is believed; where frames tell their place, it is also checked. One thread.
 */
final class StreamCheck {
    /**
     * What a frame brought.
     *
     * @param fresh events this reader has not had
     * @param snapshot last values from before it joined
     * @param gap what was missed, for a person; empty when nothing was
     */
    record News(List<Envelope> fresh, List<Envelope> snapshot, String gap) {}

    private static final String KEPT = " (events are kept for clients of the same --types, --module and --transport,"
            + " from the first of them on, and for two minutes after the last)";

    private Position position;
    private boolean resumes;
    /** Where the last window ended: the next one has to begin there. */
    private long windowEnd;

    /** @param since where an earlier connection ended; NONE for a fresh start */
    StreamCheck(Position since) {
        this.position = since;
        this.resumes = !since.isNone();
    }

    /** To go on from. */
    Position position() {
        return position;
    }

    /** Before the first frame of another connection. */
    void reconnected() {
        resumes = !position.isNone();
    }

    News read(FeedFrame.Events frame) {
        Batch batch = frame.batch();
        String gap = batch.hasNotice() ? notice(batch) : "";
        if (frame.chained() && batch.getPrevSeq() != windowEnd) {
            gap = "events between " + windowEnd + " and " + batch.getPrevSeq() + " never came, and no notice said so";
        }
        List<Envelope> fresh = new ArrayList<>();
        List<Envelope> snapshot = new ArrayList<>();
        for (Envelope event : batch.getItemsList()) {
            if (event.getHubSeq() > position.seq()) {
                fresh.add(event);
                position = new Position(batch.getEpoch(), event.getHubSeq());
            } else {
                snapshot.add(event);
            }
        }
        if (frame.chained()) {
            windowEnd = batch.getLastSeq();
            position = new Position(batch.getEpoch(), Math.max(position.seq(), windowEnd));
        }
        return new News(fresh, snapshot, gap);
    }

    /** What was missed according to it. */
    private String notice(Batch batch) {
        Notice notice = batch.getNotice();
        windowEnd = notice.getToSeq();
        Position there = new Position(batch.getEpoch(), notice.getToSeq());
        switch (notice.getKind()) {
            case WELCOME -> position = resumes ? position : there;
            case LAGGED -> {
                position = there;
                return notice.getMissed() + " events were skipped, this reader is too slow";
            }
            case RESUMED -> {
                resumes = false;
                if (!notice.getRecovered()) {
                    String message = "nobody knows what came since " + position + ": " + notice.getMessage() + KEPT;
                    position = there;
                    return message;
                }
            }
            default -> {
                // Tells of no gap.
            }
        }
        return "";
    }
}
