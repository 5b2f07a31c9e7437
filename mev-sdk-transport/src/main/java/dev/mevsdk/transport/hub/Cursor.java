package dev.mevsdk.transport.hub;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * One client: a place in its cohort's ring, and the few frames that are its own. All state belongs to the lane of the
 * client's channel; its memory does not grow with how far the client is behind.
 */
final class Cursor implements FeedClient, Completion {
    private enum State {
        /** Waits for the cohort to name its place. */
        PLACING,
        LIVE,
        CLOSED
    }

    private final ClientChannel channel;
    private final CohortFeed feed;
    private final Consumer<Cursor> onGone;
    private final Queue<Frame> own = new ArrayDeque<>();
    private State state = State.PLACING;
    private boolean writable = true;
    private Place place = Place.START;
    private long allowedLag;

    /**
     * @param next index of the next window to send
     * @param seq the client has had all that matches its filter up to here, or was told otherwise
     * @param events of the cohort's feed before {@code next}
     */
    record Place(long next, long seq, long events) {
        static final Place START = new Place(0, 0, 0);
    }

    Cursor(ClientChannel channel, CohortFeed feed, Consumer<Cursor> onGone) {
        this.channel = channel;
        this.feed = feed;
        this.onGone = onGone;
    }

    ClientChannel channel() {
        return channel;
    }

    @Override
    public void onWritable() {
        Lanes.execute(channel.lane(), () -> {
            writable = true;
            pump();
        });
    }

    @Override
    public void onClosed() {
        Lanes.execute(channel.lane(), this::end);
    }

    @Override
    public void done(Frame frame, boolean sent) {
        frame.release();
    }

    /** On the lane: go on from here, after these frames, which become the cursor's to release. */
    void goOn(Place from, List<Frame> first) {
        if (state == State.CLOSED) {
            first.forEach(Frame::release);
            return;
        }
        own.addAll(first);
        place = from;
        // Who comes back far behind gets all that the ring has, as long as it does not fall behind further.
        allowedLag = feed.maxLagWindows() + Math.max(0, feed.ring().next() - from.next());
        state = State.LIVE;
        pump();
    }

    /** On the lane: a last frame, then the close. */
    void goAway(Frame notice, int code, String reason) {
        if (state == State.CLOSED) {
            notice.release();
            return;
        }
        own.add(notice);
        sendOwn();
        channel.flush();
        channel.close(code, reason);
        end();
    }

    /** On the lane: sends what the channel takes. False once the client is gone. */
    boolean pump() {
        if (state != State.CLOSED && writable) {
            boolean sentOwn = sendOwn();
            boolean sentWindows = state == State.LIVE && writable && sendWindows();
            if (sentOwn || sentWindows) {
                channel.flush();
            }
        }
        return state != State.CLOSED;
    }

    private boolean sendOwn() {
        boolean sent = false;
        while (writable && !own.isEmpty()) {
            if (!offer(own.element())) {
                return sent;
            }
            own.remove();
            sent = true;
        }
        return sent;
    }

    private boolean sendWindows() {
        boolean sent = false;
        long behind = feed.ring().next() - place.next();
        if (behind > 1) {
            feed.behind(behind);
        }
        if (behind <= feed.maxLagWindows()) {
            allowedLag = feed.maxLagWindows();
        }
        for (long end = feed.ring().next();
                writable && place.next() < end;
                end = feed.ring().next()) {
            Window window = end - place.next() > allowedLag ? null : feed.ring().retain(place.next());
            if (window == null) {
                state = State.PLACING;
                feed.skip(this, place);
                return sent;
            }
            if (!offer(window.frame())) {
                window.frame().release();
                return sent;
            }
            place = new Place(window.index() + 1, window.lastSeq(), window.eventsAfter());
            sent = true;
        }
        return sent;
    }

    /** True when the channel took the frame, and with it the duty to release it. */
    private boolean offer(Frame frame) {
        switch (channel.send(frame, this)) {
            case ACCEPTED -> {
                feed.sent(frame.framedBytes());
                return true;
            }
            case BUSY -> writable = false;
            case CLOSED -> end();
        }
        return false;
    }

    private void end() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            own.forEach(Frame::release);
            own.clear();
            onGone.accept(this);
        }
    }
}
